// SPDX-License-Identifier: MIT
#pragma once

#include "ui/mainwindow.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace spectap {

/// One notice under the filter bar.
class NoticeBand final : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeBand(const Band &band, QWidget *parent = nullptr);
    void setBand(const Band &band);
    [[nodiscard]] QByteArray key() const { return m_key; }
    /// Shows a bar of progress between text and button.
    void setProgress(quint32 done, quint32 total);
    void setClosable(bool closable);

signals:
    void actionTriggered(const QByteArray &key);
    void closed(const QByteArray &key);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Band::Kind m_kind;
    QByteArray m_key;
    QLabel *m_text;
    QProgressBar *m_progress;
    QPushButton *m_action;
    QToolButton *m_close;
};

/// The notices there are, one below the other.
class NoticeBands final : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeBands(QWidget *parent = nullptr);
    /// Adds, replaces or, with an empty text, removes the notice of band.key. Null when removed.
    NoticeBand *put(const Band &band);

signals:
    void actionTriggered(const QByteArray &key);

private:
    [[nodiscard]] NoticeBand *find(const QByteArray &key) const;

    QVBoxLayout *m_layout;
};

} // namespace spectap

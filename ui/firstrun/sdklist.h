// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/setupguide.h"

#include <QWidget>

class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace spectap {

/// The SDKs under their headings, and a field that narrows them down. The arrow keys choose from the field
/// as well.
class SdkList final : public QWidget
{
    Q_OBJECT

public:
    explicit SdkList(QList<SetupGuide> guides, QWidget *parent = nullptr);
    [[nodiscard]] const SetupGuide &current() const { return m_guides[m_current]; }
    [[nodiscard]] QWidget *list() const;

signals:
    void currentChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void narrow(const QString &words);
    void choose(const QListWidgetItem *item);

    QList<SetupGuide> m_guides;
    qsizetype m_current = 0;
    QLineEdit *m_search;
    QListWidget *m_list;
    QListWidgetItem *m_none = nullptr; ///< says that none matches
};

} // namespace spectap

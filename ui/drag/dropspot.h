// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <functional>

class QMimeData;

namespace spectap {

struct Theme;

/// Lies over a widget while something is dragged there that it takes: a dashed frame that names what dropping
/// it would do. What it does not take is the widget's own affair.
class DropSpot final : public QWidget
{
    Q_OBJECT

public:
    /// What dropping `data` would do, in a few words; empty: nothing.
    using Words = std::function<QString(const QMimeData *data)>;

    /// Watches `target`, which accepts drops from now on.
    DropSpot(QWidget *target, Words words);

signals:
    void dropped(const QMimeData *data);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Words m_words;
    QString m_shown;
};

/// The frame of every place where something may be dropped, `words` in its middle. `possible`: dropping does
/// something. The painter's font is that of the words.
void paintDropFrame(
    QPainter *painter, const QRectF &frame, const QString &words, bool possible, const Theme &theme);

} // namespace spectap

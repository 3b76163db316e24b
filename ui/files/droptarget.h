// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>
#include <QWidget>

class QMimeData;

namespace spectap {

/// What would come of files dropped on the window.
struct DropResult
{
    QString session = {};      ///< to be opened, or calls to be imported from
    QStringList plans = {};    ///< to be loaded as tracking plans
    QStringList compared = {}; ///< two sessions to be compared, the older file first
    QString words;             ///< names the result, or says why there is none

    [[nodiscard]] bool isAny() const { return !session.isEmpty() || !plans.isEmpty() || !compared.isEmpty(); }
    static DropResult of(const QMimeData *data);
};

/// Lies over the window while files are dragged there: one dashed frame that names what dropping would do.
class DropTarget final : public QWidget
{
    Q_OBJECT

public:
    /// Watches `window`, which accepts drops from now on.
    explicit DropTarget(QWidget *window);

signals:
    void dropped(const spectap::DropResult &result);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    DropResult m_result;
};

} // namespace spectap

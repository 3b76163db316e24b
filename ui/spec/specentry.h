// SPDX-License-Identifier: MIT
#pragma once

#include <QPersistentModelIndex>
#include <QTextBrowser>

namespace spectap {

/// Everything the spec says of one event, call or field, with an example to copy and the ways on.
class SpecEntry final : public QTextBrowser
{
    Q_OBJECT

public:
    explicit SpecEntry(QWidget *parent = nullptr);

    /// A row of the spec browser; invalid: none.
    void setRow(const QModelIndex &index);

signals:
    /// A clause of the filter language: the calls of the event.
    void filterRequested(const QString &query);
    void callRequested(quint32 seq);

protected:
    void changeEvent(QEvent *event) override;

private:
    void write();
    void follow(const QUrl &link);
    [[nodiscard]] QString row(const QString &name, const QString &html) const;
    [[nodiscard]] QString mono(const QString &text) const;
    [[nodiscard]] QString seenHtml(const QModelIndex &index) const;
    [[nodiscard]] QString factHtml(const QModelIndex &index) const;
    [[nodiscard]] QString remarksHtml(const QModelIndex &index) const;
    [[nodiscard]] QString clause() const;

    QPersistentModelIndex m_row;
};

} // namespace spectap

// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/setupguide.h"

#include <QPlainTextEdit>

class QSyntaxHighlighter;

namespace spectap {

/// A snippet with line numbers; the lines to add are tinted and have a bar at the left.
class SnippetView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit SnippetView(QWidget *parent = nullptr);
    void setSnippet(const Snippet &snippet);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    class Gutter;
    [[nodiscard]] int gutterWidth() const;
    void paintGutter(QPaintEvent *event);
    template <typename Visit> void forEachLine(Visit visit) const;

    QWidget *m_gutter;
    QSyntaxHighlighter *m_highlighter;
    QList<int> m_markedLines;
};

} // namespace spectap

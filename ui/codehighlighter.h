// SPDX-License-Identifier: MIT
#pragma once

#include <QSyntaxHighlighter>

class QWidget;

namespace spectap {

/// Colours of source code: strings, numbers, comments and the words that the SDKs' languages have in common.
/// No more is needed to read a dozen lines.
class CodeHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    /// The colours are those of the theme of `widget`.
    CodeHighlighter(QTextDocument *document, const QWidget *widget);

protected:
    void highlightBlock(const QString &text) override;

private:
    const QWidget *m_widget;
};

} // namespace spectap

// SPDX-License-Identifier: MIT
#include "ui/help/helpdialog.h"

#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFile>
#include <QFontInfo>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextTable>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr QSize DefaultSize(760, 640);
constexpr int PageMargin = 18;
constexpr int CellPadding = 5;
constexpr int TableMargin = 10;

/// Markdown says what is code by its font alone: give it the window's, on a tint.
void dressCode(QTextDocument *document, const QFont &base, const Theme &theme)
{
    QTextCharFormat code;
    code.setFontFamilies({monoFont(base).family()});
    code.setFontPointSize(monoFont(base, SmallText).pointSizeF());
    code.setForeground(theme.accent);
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const QTextFragment fragment = part.fragment();
            if (!fragment.charFormat().fontFixedPitch())
                continue;
            QTextCursor cursor(document);
            cursor.setPosition(fragment.position());
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            cursor.mergeCharFormat(code);
        }
    }
}

void dressTables(const QTextDocument *document, const Theme &theme)
{
    for (QTextFrame *frame : document->rootFrame()->childFrames()) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setBorderCollapse(true);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorder(1);
        format.setBorderBrush(theme.line);
        format.setTopMargin(TableMargin);
        format.setBottomMargin(TableMargin);
        format.setCellPadding(CellPadding);
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        table->setFormat(format);
    }
}

} // namespace

HelpDialog::HelpDialog(QWidget *parent)
    : QDialog(parent)
    , m_page(new QTextBrowser(this))
{
    setObjectName(u"helpDialog"_s);
    m_page->setObjectName(u"helpPage"_s);
    m_page->setOpenLinks(false);
    connect(m_page, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        // Pages lead to each other by their file names, so that the same links work where they are read
        // on the web.
        if (!url.isRelative() || !showPage(url.path().section(u'.', 0, 0)))
            QDesktopServices::openUrl(url);
    });
    m_page->setFrameShape(QFrame::NoFrame);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_page, 1);
    column->addWidget(buttons);
    resize(DefaultSize);
}

bool HelpDialog::showPage(const QString &name)
{
    QFile file(u":/help/%1.md"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    m_markdown = QString::fromUtf8(file.readAll());
    fill();
    const QString title = m_page->document()->firstBlock().text();
    setWindowTitle(tr("%1 \u2014 Spectap help", "%1: title of the page").arg(title));
    m_page->setAccessibleName(title);
    m_page->verticalScrollBar()->setValue(0);
    return true;
}

void HelpDialog::fill()
{
    const int at = m_page->verticalScrollBar()->value();
    m_page->document()->setDocumentMargin(PageMargin);
    m_page->document()->setDefaultFont(font());
    m_page->setMarkdown(m_markdown);
    dressTables(m_page->document(), themeOf(this));
    dressCode(m_page->document(), font(), themeOf(this));
    m_page->moveCursor(QTextCursor::Start);
    m_page->verticalScrollBar()->setValue(at);
}

void HelpDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        fill();
    QDialog::changeEvent(event);
}

} // namespace spectap

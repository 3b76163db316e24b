// SPDX-License-Identifier: MIT
#include "ui/spec/specentry.h"

#include "model/items/specmodel.h"
#include "ui/inspector/callfindings.h"
#include "ui/numbers.h"
#include "ui/spec/specwords.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QEvent>
#include <QGuiApplication>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

QString link(const QString &target, const QString &text)
{
    return u"<a href=\"%1\">%2</a>"_s.arg(target.toHtmlEscaped(), text.toHtmlEscaped());
}

} // namespace

SpecEntry::SpecEntry(QWidget *parent)
    : QTextBrowser(parent)
{
    setObjectName(u"specEntry"_s);
    setAccessibleName(tr("What the Spec says of the selected entry"));
    setFrameShape(NoFrame);
    setOpenLinks(false);
    document()->setDocumentMargin(10);
    connect(this, &QTextBrowser::anchorClicked, this, &SpecEntry::follow);
    write();
}

void SpecEntry::setRow(const QModelIndex &index)
{
    const bool same = m_row.isValid() && m_row == index;
    m_row = index;
    const int scroll = same ? verticalScrollBar()->value() : 0;
    write();
    verticalScrollBar()->setValue(scroll);
}

void SpecEntry::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        write();
}

QString SpecEntry::mono(const QString &text) const
{
    return u"<span style=\"font-family:'%1'\">%2</span>"_s.arg(
        monoFont(font()).family(), text.toHtmlEscaped());
}

QString SpecEntry::row(const QString &name, const QString &html) const
{
    return html.isEmpty() ? QString()
                          : u"<tr><td style=\"color:%1; padding-right:10px; white-space:nowrap\">%2</td>"
                            "<td>%3</td></tr>"_s.arg(themeOf(this).text3.name(), name.toHtmlEscaped(), html);
}

/// The filter language knows events and call types.
QString SpecEntry::clause() const
{
    const QModelIndex index = m_row;
    for (QModelIndex at = index; at.isValid(); at = at.parent()) {
        const auto kind = static_cast<SpecTree::Kind>(at.data(SpecKindRole).toInt());
        if (kind == SpecTree::Kind::Event)
            return u"event:\"%1\""_s.arg(at.data(SpecNameRole).toString());
        if (kind == SpecTree::Kind::Call)
            return u"type:"_s + at.data(SpecNameRole).toString();
    }
    return {};
}

QString SpecEntry::seenHtml(const QModelIndex &index) const
{
    const auto kind = static_cast<SpecTree::Kind>(index.data(SpecKindRole).toInt());
    const uint calls = index.data(SpecCallsRole).toUInt();
    QString html = seenWords(index).toHtmlEscaped();
    if (calls == 0)
        return html;
    const bool own = kind == SpecTree::Kind::Event || kind == SpecTree::Kind::Call;
    if (const QString query = clause(); !query.isEmpty() && own)
        html = link(u"filter:"_s, tr("seen in %1 calls of this session").arg(countText(calls)));
    const auto call = [](uint seq) { return link(u"call:%1"_s.arg(seq), u"#%1"_s.arg(seq)); };
    return html +
           tr(", first %1, last %2")
               .arg(call(index.data(SpecFirstSeqRole).toUInt()), call(index.data(SpecLastSeqRole).toUInt()));
}

void SpecEntry::write()
{
    const Theme &theme = themeOf(this);
    document()->setDefaultStyleSheet(u"a{color:%1}"_s.arg(theme.accent.name()));
    if (!m_row.isValid()) {
        setHtml(u"<p style=\"color:%1\">%2</p>"_s.arg(theme.text3.name(),
            tr("Select an event or a field to read what the Spec says of it.").toHtmlEscaped()));
        return;
    }
    const QModelIndex index = m_row;
    const auto text = [&index](int role) { return index.data(role).toString(); };
    const auto list = [&](int role) {
        QStringList items;
        for (const QString &item : index.data(role).toStringList())
            items << mono(item);
        return items.join(u", ");
    };
    const QString path = text(SpecPathRole);
    QString html = u"<h3 style=\"margin:0\">%1</h3>"_s.arg(
        path.isEmpty() ? specName(index).toHtmlEscaped() : mono(path));
    html += u"<p style=\"margin-top:4px\">%1</p><table cellspacing=\"2\">"_s.arg(
        text(SpecMeansRole).toHtmlEscaped());
    html += row(tr("Type"), text(SpecTypeTextRole).isEmpty() ? QString() : mono(text(SpecTypeTextRole)));
    html += row(tr("Presence"), presenceWords(index).toHtmlEscaped());
    html += row(tr("Format"), text(SpecFormatTextRole).toHtmlEscaped());
    html += row(tr("Values"), list(SpecValuesRole));
    html += row(tr("Range"), text(SpecBoundsRole).toHtmlEscaped());
    html += row(tr("Also called"), list(SpecAliasesRole));
    html += row(tr("Older names"), list(SpecDeprecatedRole));
    if (const QString example = text(SpecExampleRole); !example.isEmpty())
        html += row(tr("Example"), mono(example) + u" &nbsp;"_s + link(u"copy:"_s, tr("Copy")));
    html += row(tr("Seen"), seenHtml(index));
    html += u"</table>"_s;
    if (const QString doc = text(SpecDocRole); !doc.isEmpty())
        html += u"<p>%1</p>"_s.arg(link(docUrl(doc.toUtf8()), tr("Documentation")));
    setHtml(html);
}

void SpecEntry::follow(const QUrl &target)
{
    const QModelIndex index = m_row;
    if (target.scheme() == u"copy")
        QGuiApplication::clipboard()->setText(index.data(SpecExampleRole).toString());
    else if (target.scheme() == u"filter")
        emit filterRequested(clause());
    else if (target.scheme() == u"call")
        emit callRequested(target.path().toUInt());
    else
        QDesktopServices::openUrl(target);
}

} // namespace spectap

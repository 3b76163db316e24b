// SPDX-License-Identifier: MIT
#include "ui/spec/specentry.h"

#include "model/items/specmodel.h"
#include "ui/inspector/callfindings.h"
#include "ui/numbers.h"
#include "ui/spec/factwords.h"
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

QString SpecEntry::factHtml(const QModelIndex &index) const
{
    const auto text = [&index](int role) { return index.data(role).toString(); };
    QStringList sources;
    for (const QString &source : index.data(SpecSourcesRole).toStringList())
        sources << mono(source);
    const int other = index.data(SpecOtherLimitRole).toInt();
    QString html = row(tr("Bound"), factAmount(index).toHtmlEscaped());
    html += row(tr("Beyond"), factEffect(index).toHtmlEscaped());
    html += row(tr("Holds for"), text(SpecScopeRole).toHtmlEscaped());
    html += row(tr("Field"), text(SpecPathRole).isEmpty() ? QString() : mono(text(SpecPathRole)));
    html += row(tr("Taken from"), sources.join(u"<br>"));
    html += row(tr("Priority"), factPriority(index).toHtmlEscaped());
    html += row(tr("Other preset"), other == 0 ? QString() : countText(other));
    html += row(tr("Advised"), text(SpecAdvisedRole).toHtmlEscaped());
    return html;
}

/// What the page says that is about no single field.
QString SpecEntry::remarksHtml(const QModelIndex &index) const
{
    const QStringList notes = index.data(SpecNotesRole).toStringList();
    const QStringList docs = index.data(SpecNoteDocsRole).toStringList();
    QString html;
    for (qsizetype i = 0; i < notes.size(); ++i) {
        const QString doc = docs.value(i);
        html += u"<li>%1%2</li>"_s.arg(notes[i].toHtmlEscaped(),
            doc.isEmpty() ? QString() : u" "_s + link(docUrl(doc.toUtf8()), tr("Read")));
    }
    return html.isEmpty() ? html : u"<ul style=\"margin-left:-24px\">%1</ul>"_s.arg(html);
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
    const bool isFact = static_cast<SpecTree::Kind>(index.data(SpecKindRole).toInt()) == SpecTree::Kind::Fact;
    const QString path = isFact ? QString() : text(SpecPathRole);
    const QString means = text(SpecMeansRole);
    QString html = u"<h3 style=\"margin:0\">%1</h3>"_s.arg(
        path.isEmpty() ? specName(index).toHtmlEscaped() : mono(path));
    html += u"<p style=\"margin-top:4px\">%1</p><table cellspacing=\"2\">"_s.arg(
        means == specName(index) ? QString() : means.toHtmlEscaped());
    html += row(tr("Type"), text(SpecTypeTextRole).isEmpty() ? QString() : mono(text(SpecTypeTextRole)));
    html += row(tr("Presence"), presenceWords(index).toHtmlEscaped());
    html += row(tr("Format"), text(SpecFormatTextRole).toHtmlEscaped());
    html += row(tr("Values"), list(SpecValuesRole));
    html += row(tr("Range"), text(SpecBoundsRole).toHtmlEscaped());
    html += row(tr("Also called"), list(SpecAliasesRole));
    html += row(tr("Older names"), list(SpecDeprecatedRole));
    if (const QString preset = text(SpecDefaultRole); !preset.isEmpty())
        html += row(tr("Left out"), tr("means %1", "%1: value").arg(mono(preset)));
    html += row(tr("Sent by"), index.data(SpecSentByRole).toStringList().join(u", ").toHtmlEscaped());
    if (isFact)
        html += factHtml(index);
    if (const QString example = text(SpecExampleRole); !example.isEmpty())
        html += row(tr("Example"), mono(example) + u" &nbsp;"_s + link(u"copy:"_s, tr("Copy")));
    html += row(tr("Seen"), seenHtml(index));
    html += u"</table>"_s;
    if (const QString note = text(SpecNoteRole); !note.isEmpty())
        html += u"<p>%1</p>"_s.arg(note.toHtmlEscaped());
    html += remarksHtml(index);
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

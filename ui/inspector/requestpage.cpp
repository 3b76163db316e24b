// SPDX-License-Identifier: MIT
#include "ui/inspector/requestpage.h"

#include "ui/inspector/callwords.h"
#include "ui/inspector/clockwords.h"
#include "ui/inspector/textfinder.h"
#include "ui/numbers.h"
#include "ui/oneline.h"
#include "ui/theme/fonts.h"
#include "ui/timereading.h"

#include <QEvent>
#include <QLocale>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr qsizetype MostOfAnswer = 2000; ///< bytes that are shown
constexpr quint32 MostOfBatch = 50;      ///< calls listed before anybody asks for all of them

const QString WholeBatchLink = u"batch:all"_s;

QString percentText(qint64 part, qint64 whole)
{
    return whole > 0 ? QLocale().toString(double(part) * 100 / double(whole), 'f', 0) + u'%' : QString();
}

QString cell(const QString &html)
{
    return u"<td style=\"padding-right:12px; white-space:nowrap\">"_s + html + u"</td>"_s;
}

/// For what may be long.
QString wrappingCell(const QString &html)
{
    return u"<td style=\"padding-right:12px\">"_s + html + u"</td>"_s;
}

QString paragraph(const QString &html)
{
    return u"<p>"_s + html + u"</p>"_s;
}

QString heading(const QString &text)
{
    return u"<p style=\"margin-top:12px\"><b>"_s + text.toHtmlEscaped() + u"</b></p>"_s;
}

} // namespace

RequestPage::RequestPage(const SessionDocument *document, QWidget *parent)
    : QTextBrowser(parent)
    , m_document(document)
    , m_finder(std::make_unique<TextFinder<QTextEdit>>(this))
{
    setObjectName(u"requestPage"_s);
    setAccessibleName(tr("The request that brought the call"));
    setFrameShape(NoFrame);
    setOpenLinks(false);
    QTextBrowser::document()->setDocumentMargin(10);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &link) {
        if (link.toString() == WholeBatchLink) {
            m_wholeBatch = true;
            write();
        } else {
            emit callRequested(link.fragment().toUInt());
        }
    });
}

RequestPage::~RequestPage() = default;

FindTarget *RequestPage::finder() const
{
    return m_finder.get();
}

void RequestPage::setCall(std::shared_ptr<const CallDocument> call)
{
    const bool other = !call || !m_call || call->stored.seq != m_call->stored.seq;
    if (other)
        m_wholeBatch = false;
    m_call = std::move(call);
    write();
}

void RequestPage::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        write();
}

QString RequestPage::mono(const QByteArray &text) const
{
    return u"<span style=\"font-family:'%1'\">%2</span>"_s.arg(
        monoFont(font()).family(), QString::fromUtf8(text).toHtmlEscaped());
}

void RequestPage::write()
{
    if (!m_call) {
        clear();
        return;
    }
    const Request &request = m_call->stored.request;
    setHtml(about(request) + answer(request) + clock() + batch() + copies() + headers(request));
}

QString RequestPage::linkTo(quint32 seq) const
{
    return u"<a href=\"#%1\">#%1</a>"_s.arg(seq);
}

QString RequestPage::about(const Request &request) const
{
    QString html = paragraph(mono(request.method + ' ' + request.target));
    html += paragraph(tr("From %1, received %2.")
                          .arg(mono(request.peer.isEmpty() ? "?" : request.peer),
                              TimeReading().exact(request.receivedAt).toHtmlEscaped()));
    const qint64 decoded = request.body.size();
    if (request.encoding.isEmpty()) {
        html += paragraph(tr("The body has %1.").arg(longSize(decoded)));
    } else {
        html += paragraph(tr("The body has %1; %2 on the wire as %3, %4 of it.")
                              .arg(longSize(decoded), longSize(request.wireBytes), mono(request.encoding),
                                  percentText(request.wireBytes, decoded)));
    }
    if (request.code == "unusual_path")
        html += paragraph(
            tr("This path is none of Segment's: the call was taken because its body looks like one."));
    return html;
}

/// What the SDK was told.
QString RequestPage::answer(const Request &request) const
{
    QString html = heading(tr("Answer"));
    html += paragraph(tr("Status %1").arg(mono(QByteArray::number(request.status))));
    if (!request.answer.isEmpty()) {
        const QByteArray shown = request.answer.first(qMin(request.answer.size(), MostOfAnswer));
        html += paragraph(mono(shown) + (shown.size() < request.answer.size() ? u"\u2026"_s : QString()));
    }
    if (!request.code.isEmpty() && request.code != "unusual_path")
        html += paragraph(mono(request.code) + u": "_s + QString::fromUtf8(request.reason).toHtmlEscaped());
    return html;
}

/// The arithmetic that makes the call's time.
QString RequestPage::clock() const
{
    if (!m_call->view.tape)
        return {};
    const ClockWords words = clockWords(*m_call);
    QString html = heading(tr("When the call happened")) + u"<table>"_s;
    for (const ClockLine &line : words.lines) {
        html += u"<tr>"_s + cell(line.label.toHtmlEscaped()) + cell(mono(line.value.toUtf8())) +
                cell(line.note.toHtmlEscaped()) + u"</tr>"_s;
    }
    return html + u"</table>"_s + paragraph(words.sentence.toHtmlEscaped());
}

/// The calls that came in the same request, around this one when there are many.
QString RequestPage::batch() const
{
    const CallView &view = m_call->view;
    const quint32 seq = m_call->stored.seq;
    if (!view.tape || view.count < 2 || seq <= view.index)
        return {};
    // A request's calls are stored together, in their order.
    const quint32 first = seq - view.index;
    const quint32 last = std::min(first + view.count - 1, m_document->rows().size());
    QString html = heading(tr("Position %1 of %2 in its batch").arg(view.index + 1).arg(view.count));
    quint32 from = first;
    quint32 to = last;
    if (!m_wholeBatch && view.count > MostOfBatch) {
        from = std::max(first, seq - std::min(seq, MostOfBatch / 2));
        to = std::min(last, from + MostOfBatch - 1);
    }
    html += u"<table>"_s;
    for (quint32 other = from; other <= to; ++other)
        html += batchRow(other, other - first + 1);
    html += u"</table>"_s;
    if (to - from < last - first)
        html += paragraph(u"<a href=\"%1\">%2</a>"_s.arg(
            WholeBatchLink, tr("Show all %Ln call(s)", nullptr, static_cast<int>(view.count))));
    return html;
}

QString RequestPage::batchRow(quint32 seq, quint32 position) const
{
    const CallRow &row = m_document->rows()[seq - 1];
    const QString name = oneLine(QString::fromUtf8(m_document->strings().at(row.name))).toHtmlEscaped();
    const bool own = seq == m_call->stored.seq;
    const auto strong = [own](const QString &html) {
        return own ? QString(u"<b>"_s + html + u"</b>"_s) : html;
    };
    return u"<tr>"_s + cell(QString::number(position)) + cell(own ? strong(u"#%1"_s.arg(seq)) : linkTo(seq)) +
           cell(strong(QString::fromLatin1(callTypeName(row.type)))) + cell(strong(name)) +
           cell(countWords(row.errors, row.warnings, row.infos)) + u"</tr>"_s;
}

/// A row per time the call came, a column per header that the SDK changed.
QString RequestPage::copies() const
{
    const std::vector<CallCopy> &copies = m_call->copies;
    if (copies.size() < 2)
        return {};
    const std::vector<HeaderDifference> differences = differingHeaders(copies);
    QString html =
        heading(tr("Received %n time(s) with the same messageId", nullptr, static_cast<int>(copies.size())));
    html += u"<table><tr>"_s + cell(tr("Call")) + cell(tr("After the first")) +
            cell(tr("After the one before")) + cell(tr("Answer"));
    for (const HeaderDifference &difference : differences)
        html += cell(mono(difference.name));
    html += u"</tr>"_s;
    for (std::size_t i = 0; i < copies.size(); ++i) {
        const CallCopy &copy = copies[i];
        const auto since = [&](std::size_t other) {
            return i == 0 ? QString()
                          : durationText(copy.receivedAt - copies[other].receivedAt).toHtmlEscaped();
        };
        html += u"<tr>"_s +
                cell(copy.seq == m_call->stored.seq ? u"<b>#%1</b>"_s.arg(copy.seq) : linkTo(copy.seq)) +
                cell(since(0)) + cell(since(i == 0 ? 0 : i - 1)) + cell(QString::number(copy.status));
        for (const HeaderDifference &difference : differences)
            html += wrappingCell(difference.values[i] ? mono(*difference.values[i]) : tr("not sent"));
        html += u"</tr>"_s;
    }
    html += u"</table>"_s;
    if (differences.empty())
        html += paragraph(tr("Their headers are the same."));
    return html;
}

QString RequestPage::headers(const Request &request) const
{
    if (request.headers.empty())
        return {};
    QString html = heading(tr("Headers")) + u"<table>"_s;
    for (const Header &header : request.headers)
        html += u"<tr>"_s + cell(mono(header.name)) + wrappingCell(mono(header.value)) + u"</tr>"_s;
    return html + u"</table>"_s;
}

} // namespace spectap

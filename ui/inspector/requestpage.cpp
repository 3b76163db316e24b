// SPDX-License-Identifier: MIT
#include "ui/inspector/requestpage.h"

#include "ui/numbers.h"
#include "ui/theme/fonts.h"

#include <QEvent>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

QString cell(const QString &html)
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

RequestPage::RequestPage(QWidget *parent)
    : QTextBrowser(parent)
{
    setObjectName(u"requestPage"_s);
    setAccessibleName(tr("The request that brought the call"));
    setFrameShape(NoFrame);
    setOpenLinks(false);
    document()->setDocumentMargin(10);
}

void RequestPage::setCall(std::shared_ptr<const CallDocument> call)
{
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
    setHtml(about(request) + copies() + headers(request));
}

QString RequestPage::about(const Request &request) const
{
    QString html = paragraph(mono(request.method + ' ' + request.target));
    html += paragraph(
        tr("From %1, answered %2.").arg(mono(request.peer), mono(QByteArray::number(request.status))));
    if (request.encoding.isEmpty()) {
        html += paragraph(tr("The body has %1.").arg(longSize(request.body.size())));
    } else {
        html += paragraph(
            tr("The body has %1; %2 on the wire as %3.")
                .arg(longSize(request.body.size()), longSize(request.wireBytes), mono(request.encoding)));
    }
    if (request.code == "unusual_path")
        html += paragraph(
            tr("This path is none of Segment's: the call was taken because its body looks like one."));
    else if (!request.code.isEmpty())
        html += paragraph(mono(request.code) + u": "_s + QString::fromUtf8(request.reason).toHtmlEscaped());
    return html;
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
    html += u"<table><tr>"_s + cell(tr("Call")) + cell(tr("After the first")) + cell(tr("Answer"));
    for (const HeaderDifference &difference : differences)
        html += cell(mono(difference.name));
    html += u"</tr>"_s;
    for (std::size_t i = 0; i < copies.size(); ++i) {
        const CallCopy &copy = copies[i];
        html +=
            u"<tr>"_s + cell(u"#%1"_s.arg(copy.seq)) +
            cell(i == 0 ? QString()
                        : tr("%1 s").arg(deltaText(copy.receivedAt - copies[0].receivedAt)).toHtmlEscaped()) +
            cell(QString::number(copy.status));
        for (const HeaderDifference &difference : differences)
            html += cell(difference.values[i] ? mono(*difference.values[i]) : tr("not sent"));
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
        html += u"<tr>"_s + cell(mono(header.name)) + cell(mono(header.value)) + u"</tr>"_s;
    return html + u"</table>"_s;
}

} // namespace spectap

// SPDX-License-Identifier: MIT
#include "ui/filter/chip.h"

#include "ui/numbers.h"
#include "ui/table/eventwords.h"
#include "ui/theme/fonts.h"
#include "ui/theme/marks.h"
#include "ui/theme/severityglyphs.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int Padding = 6;
constexpr int MarkSize = 15;
constexpr int Gap = 5;
constexpr int MinimumDigits = 2;

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Chip::tr("errors");
    case Severity::Warning:
        return Chip::tr("warnings");
    case Severity::Info:
        return Chip::tr("infos");
    case Severity::Ok:
        break;
    }
    return Chip::tr("no findings");
}

QString subjectWord(const Chip::Subject &subject)
{
    if (const auto *type = std::get_if<CallType>(&subject))
        return Chip::tr("%1 calls", "%1: a call type").arg(typeWord(*type));
    return Chip::tr("calls with %1", "%1: errors, warnings").arg(severityWord(std::get<Severity>(subject)));
}

QString nameOf(const Chip::Subject &subject)
{
    if (const auto *type = std::get_if<CallType>(&subject))
        return u"chip-"_s + QString::fromLatin1(callTypeName(*type));
    return u"chip-"_s + QString::fromLatin1(severityName(std::get<Severity>(subject)));
}

} // namespace

Chip::Chip(Subject subject, QWidget *parent)
    : QToolButton(parent)
    , m_subject(subject)
{
    setObjectName(nameOf(subject));
    setCheckable(true);
    setChecked(true);
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    connect(this, &QToolButton::clicked, this, [this] {
        // What is shown is the filter's business: it comes back through setShown().
        const bool control = std::exchange(m_withControl, false);
        if (control)
            emit onlyRequested();
        else
            emit toggleRequested();
    });
    describe();
}

void Chip::setCount(quint32 count)
{
    if (count == m_count)
        return;
    const bool wider = countText(count).size() != countText(m_count).size();
    m_count = count;
    describe();
    if (wider)
        updateGeometry();
    update();
}

void Chip::setShown(bool shown, bool only)
{
    m_only = only;
    setChecked(shown);
    describe();
    update();
}

void Chip::describe()
{
    const QString word = subjectWord(m_subject);
    setAccessibleName(tr("%1: %2", "chip: what, how many").arg(word, countText(m_count)));
    setToolTip(tr("%1 %2. Click shows or hides them, Ctrl+click shows only these.", "count, what")
                   .arg(countText(m_count), word));
}

QSize Chip::sizeHint() const
{
    const QFontMetrics metrics(scaledFont(font(), 1.0, QFont::Medium));
    const int digits = qMax(metrics.horizontalAdvance(countText(m_count)),
        metrics.horizontalAdvance(QString(MinimumDigits, u'0')));
    return {2 * Padding + besideText(MarkSize, metrics) + Gap + digits, qMax(24, metrics.height() + 8)};
}

void Chip::mouseReleaseEvent(QMouseEvent *event)
{
    m_withControl = event->modifiers() & Qt::ControlModifier;
    QToolButton::mouseReleaseEvent(event);
    m_withControl = false;
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    const bool on = isChecked();

    QPen frame(theme.lineStrong, 1);
    if (!on)
        frame.setDashPattern({3, 2});
    if (m_only || (hasFocus() && window()->isActiveWindow()))
        frame = QPen(theme.accent, 2);
    painter.setPen(frame);
    painter.setBrush(isDown()       ? theme.selInactive
                     : underMouse() ? theme.hover
                     : on           ? theme.base
                                    : QColor(Qt::transparent));
    const qreal inset = frame.widthF() / 2;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 4, 4);

    const int size = besideText(MarkSize, fontMetrics());
    const QRectF mark(Padding, std::floor((height() - size) / 2.0), size, size);
    painter.setOpacity(on ? 1.0 : 0.65);
    QColor color = theme.text;
    if (const auto *type = std::get_if<CallType>(&m_subject)) {
        paintTypeBadge(&painter, mark, *type, scaledFont(font(), SmallText), theme);
    } else {
        const Severity severity = std::get<Severity>(m_subject);
        paintSeverityGlyph(&painter, mark.adjusted(1, 1, -1, -1), severity, theme);
        color = theme.of(severity).text;
    }
    painter.setOpacity(1.0);
    painter.setPen(on ? color : theme.text3);
    painter.setFont(scaledFont(font(), 1.0, QFont::Medium));
    painter.drawText(QRectF(mark.right() + Gap, 0, width() - mark.right() - Gap - Padding, height()),
        Qt::AlignVCenter | Qt::AlignRight, countText(m_count));
}

} // namespace spectap

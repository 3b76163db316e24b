// SPDX-License-Identifier: MIT
#include "ui/table/eventdelegate.h"

#include "model/items/eventtableroles.h"
#include "model/session/callrow.h"
#include "ui/table/eventwords.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/marks.h"
#include "ui/theme/severityglyphs.h"

#include <QApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr double NotYetOpacity = 0.45;
constexpr int CellPadding = 6;
constexpr int StripeWidth = 3;
constexpr int Gap = 6;
constexpr int VerdictGlyph = 12;
constexpr int IdIcon = 13;

void drawCell(QPainter *painter, const QRect &rect, const QString &text, const QFont &font,
    const QFontMetrics &metrics, const QColor &color, Qt::TextElideMode elide,
    Qt::Alignment align = Qt::AlignLeft)
{
    painter->setFont(font);
    painter->setPen(color);
    const bool fits = metrics.horizontalAdvance(text) <= rect.width();
    painter->drawText(rect, int(align | Qt::AlignVCenter) | Qt::TextSingleLine,
        fits ? text : metrics.elidedText(text, elide, rect.width()));
}

QColor rowColor(const QStyleOptionViewItem &option, bool hover, bool fresh, const Theme &theme)
{
    if (option.state & QStyle::State_Selected)
        return option.state & QStyle::State_Active ? theme.sel : theme.selInactive;
    if (fresh)
        return theme.of(Severity::Ok).tint;
    if (hover)
        return theme.hover;
    return option.features & QStyleOptionViewItem::Alternate ? theme.alt : theme.base;
}

QString countLabel(int count)
{
    return count >= 255 ? u"255+"_s : QString::number(count); // counts saturate in the row
}

} // namespace

EventDelegate::EventDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
    , m_textMetrics(m_text)
    , m_nameMetrics(m_name)
    , m_countMetrics(m_count)
    , m_monoMetrics(m_mono)
{
    setBaseFont(QApplication::font());
}

void EventDelegate::setBaseFont(const QFont &font)
{
    m_text = font;
    m_name = scaledFont(font, 1.0, QFont::Medium);
    m_small = scaledFont(font, SmallText * SmallText);
    m_badge = scaledFont(font, SmallText);
    m_count = scaledFont(font, SmallText, QFont::DemiBold);
    m_mono = monoFont(font, SmallText);
    m_textMetrics = QFontMetrics(m_text);
    m_nameMetrics = QFontMetrics(m_name);
    m_countMetrics = QFontMetrics(m_count);
    m_monoMetrics = QFontMetrics(m_mono);
}

int EventDelegate::verdictWidth(int errors, int warnings, int infos) const
{
    int width = 2 * CellPadding;
    for (const int count : {errors, warnings, infos}) {
        if (count > 0)
            width += VerdictGlyph + 3 + m_countMetrics.horizontalAdvance(countLabel(count)) + Gap;
    }
    return width;
}

void EventDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.palette);
    const bool fresh = m_freshFrom >= 0 && index.row() >= m_freshFrom;
    painter->fillRect(option.rect, rowColor(option, index.row() == m_hoverRow, fresh, theme));
    if (m_lastPosition != 0 && m_order.positionOf(index.data(SeqRole).toUInt()) > m_lastPosition)
        painter->setOpacity(NotYetOpacity);

    const QRect cell = option.rect.adjusted(CellPadding, 0, -CellPadding, 0);
    const QString text = index.data(Qt::DisplayRole).toString();
    switch (static_cast<EventColumn>(index.column())) {
    case SeqColumn: {
        const auto severity = static_cast<Severity>(index.data(SeverityRole).toInt());
        if (severity >= Severity::Warning) {
            QRect stripe = option.rect;
            stripe.setWidth(StripeWidth);
            painter->fillRect(stripe, theme.of(severity).fill);
        }
        drawCell(painter, cell, text, m_mono, m_monoMetrics, theme.text3, Qt::ElideLeft, Qt::AlignRight);
        break;
    }
    case TimeColumn:
        drawCell(painter, cell, text, m_mono, m_monoMetrics, theme.text, Qt::ElideRight);
        break;
    case DeltaColumn:
    case SizeColumn:
        drawCell(painter, cell, text, m_mono, m_monoMetrics, theme.text3, Qt::ElideRight, Qt::AlignRight);
        break;
    case TypeColumn:
        paintType(painter, cell, index, theme);
        break;
    case NameColumn:
        paintName(painter, cell, index, theme);
        break;
    case IdColumn:
        paintId(painter, cell, index, theme);
        break;
    case SourceColumn:
        drawCell(painter, cell, text, m_text, m_textMetrics, theme.text2, Qt::ElideMiddle);
        break;
    case VerdictColumn:
        paintVerdict(painter, cell, index, theme);
        break;
    case EventColumnCount:
        break;
    }
    if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange)) {
        painter->setPen(theme.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->setOpacity(1);
}

void EventDelegate::paintType(
    QPainter *painter, const QRect &rect, const QModelIndex &index, const Theme &theme) const
{
    const auto type = static_cast<CallType>(index.data(TypeRole).toInt());
    const int side = m_textMetrics.height();
    const QRectF badge(rect.left(), rect.center().y() - side / 2 + 0.0, side, side);
    paintTypeBadge(painter, badge, type, m_badge, theme);
    drawCell(painter, rect.adjusted(side + 5, 0, CellPadding, 0), index.data(Qt::DisplayRole).toString(),
        m_text, m_textMetrics, theme.of(type).text, Qt::ElideRight);
}

void EventDelegate::paintName(
    QPainter *painter, const QRect &rect, const QModelIndex &index, const Theme &theme) const
{
    const auto type = static_cast<CallType>(index.data(TypeRole).toInt());
    const auto ingest = static_cast<Ingest>(index.data(IngestRole).toInt());
    const int copies = index.data(RetryCountRole).toInt();
    struct Tag
    {
        QString text;
        QString icon;
    };
    QVarLengthArray<Tag, 2> tags;
    if (copies > 1)
        tags.append({QString::number(copies), u"dup"_s});
    if (ingest != Ingest::Accepted)
        tags.append({ingestWord(ingest), {}});
    int tagsWidth = 0;
    for (const Tag &tag : tags)
        tagsWidth += int(tagSize(tag.text, m_small, !tag.icon.isEmpty()).width()) + Gap;

    const bool named = type == CallType::Track || type == CallType::Page || type == CallType::Screen ||
                       type == CallType::Unknown;
    const bool unnamed = named && index.data(NameRole).toString().isEmpty();
    const QFont &font = named ? m_name : m_mono;
    const QFontMetrics &metrics = named ? m_nameMetrics : m_monoMetrics;
    const QColor color = !named || unnamed ? theme.text2 : theme.text;

    const QString text = index.data(Qt::DisplayRole).toString();
    const QRect textRect = rect.adjusted(0, 0, -tagsWidth, 0);
    drawCell(painter, textRect, text, font, metrics, color, named ? Qt::ElideRight : Qt::ElideMiddle);
    const int textWidth = qMin(metrics.horizontalAdvance(text), textRect.width());
    if (index.data(FlagsRole).toInt() & CallRow::NearMissName) {
        const int y = rect.center().y() + metrics.height() / 2 + 1;
        paintWave(painter, rect.left(), rect.left() + textWidth, y, theme.of(Severity::Warning).fill);
    }
    qreal x = rect.left() + textWidth + Gap;
    for (const Tag &tag : tags) {
        const QSizeF size = tagSize(tag.text, m_small, !tag.icon.isEmpty());
        const qreal y = rect.top() + (rect.height() - size.height()) / 2;
        paintTag(painter, QRectF(QPointF(x, std::floor(y)), size), tag.text, m_small, TagStyle::Plain, theme,
            tag.icon);
        x += size.width() + 4;
    }
}

void EventDelegate::paintId(
    QPainter *painter, const QRect &rect, const QModelIndex &index, const Theme &theme) const
{
    const bool user = !index.data(UserIdRole).toString().isEmpty();
    const bool anonymous = !index.data(AnonymousIdRole).toString().isEmpty();
    const QString text = index.data(Qt::DisplayRole).toString();
    if (!user && !anonymous) {
        const QSizeF size = tagSize(text, m_small);
        const qreal y = rect.top() + std::floor((rect.height() - size.height()) / 2);
        paintTag(painter, QRectF(QPointF(rect.left(), y), size), text, m_small, TagStyle::NotSent, theme);
        return;
    }
    const QRectF icon(rect.left(), rect.top() + (rect.height() - IdIcon) / 2, IdIcon, IdIcon);
    paintLineIcon(painter, icon, user ? u"user"_s : u"anon"_s, theme.text3);
    drawCell(painter, rect.adjusted(IdIcon + 4, 0, 0, 0), text, m_mono, m_monoMetrics,
        user ? theme.text : theme.text2, Qt::ElideMiddle);
}

void EventDelegate::paintVerdict(
    QPainter *painter, QRect rect, const QModelIndex &index, const Theme &theme) const
{
    const std::pair<Severity, int> counts[] = {{Severity::Error, index.data(ErrorsRole).toInt()},
        {Severity::Warning, index.data(WarningsRole).toInt()},
        {Severity::Info, index.data(InfosRole).toInt()}};
    const int top = rect.top() + (rect.height() - VerdictGlyph) / 2;
    bool any = false;
    for (const auto &[severity, count] : counts) {
        if (count == 0)
            continue;
        any = true;
        const QString label = countLabel(count);
        const int width = m_countMetrics.horizontalAdvance(label);
        if (rect.left() + VerdictGlyph > rect.right() + CellPadding)
            break; // no room: the tooltip says it in words
        paintSeverityGlyph(painter, QRectF(rect.left(), top, VerdictGlyph, VerdictGlyph), severity, theme);
        drawCell(painter, QRect(rect.left() + VerdictGlyph + 3, rect.top(), width + 1, rect.height()), label,
            m_count, m_countMetrics, theme.of(severity).text, Qt::ElideNone);
        rect.setLeft(rect.left() + VerdictGlyph + 3 + width + Gap);
    }
    if (!any)
        paintSeverityGlyph(
            painter, QRectF(rect.left(), top, VerdictGlyph, VerdictGlyph), Severity::Ok, theme);
}

} // namespace spectap

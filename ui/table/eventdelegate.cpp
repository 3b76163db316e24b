// SPDX-License-Identifier: MIT
#include "ui/table/eventdelegate.h"

#include "model/items/eventtableroles.h"
#include "model/session/callrow.h"
#include "ui/inspector/fielddelegate.h"
#include "ui/marks/markwords.h"
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

/// What the row is painted in: what the person marked it with, else what a rule says.
MarkColour colourOf(const QModelIndex &index)
{
    const int marked = index.data(MarkColourRole).toInt();
    return static_cast<MarkColour>(marked != 0 ? marked : index.data(RuleColourRole).toInt());
}

QColor rowColor(
    const QStyleOptionViewItem &option, bool hover, bool fresh, MarkColour colour, const Theme &theme)
{
    if (option.state & QStyle::State_Selected)
        return option.state & QStyle::State_Active ? theme.sel : theme.selInactive;
    if (fresh)
        return theme.of(Severity::Ok).tint;
    if (colour != MarkColour::None)
        return theme.of(colour).tint;
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
    m_glyph = besideText(VerdictGlyph, m_textMetrics);
    m_idIcon = besideText(IdIcon, m_textMetrics);
}

int EventDelegate::verdictWidth(int errors, int warnings, int infos) const
{
    int width = 2 * CellPadding;
    for (const int count : {errors, warnings, infos}) {
        if (count > 0)
            width += m_glyph + 3 + m_countMetrics.horizontalAdvance(countLabel(count)) + Gap;
    }
    return width;
}

void EventDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.palette);
    const bool fresh = m_freshFrom > 0 && index.data(SeqRole).toUInt() >= m_freshFrom;
    const MarkColour colour = colourOf(index);
    painter->fillRect(option.rect, rowColor(option, index.row() == m_hoverRow, fresh, colour, theme));
    if (m_lastPosition != 0 && m_order.positionOf(index.data(SeqRole).toUInt()) > m_lastPosition)
        painter->setOpacity(NotYetOpacity);

    const QRect cell = option.rect.adjusted(CellPadding, 0, -CellPadding, 0);
    const QString text = index.data(Qt::DisplayRole).toString();
    // Columns behind the known ones show fields.
    switch (static_cast<EventColumn>(qMin(index.column(), int(EventColumnCount)))) {
    case SeqColumn: {
        const auto severity = static_cast<Severity>(index.data(SeverityRole).toInt());
        if (severity >= Severity::Warning) {
            QRect stripe = option.rect;
            stripe.setWidth(StripeWidth);
            painter->fillRect(stripe, theme.of(severity).fill);
        }
        if (colour != MarkColour::None) { // seen on a selected row, too
            const QRect bar(
                option.rect.left() + StripeWidth + 1, option.rect.top(), StripeWidth, option.rect.height());
            painter->fillRect(bar, theme.of(colour).fill);
        }
        drawCell(painter, cell, text, m_mono, m_monoMetrics, theme.text3, Qt::ElideLeft, Qt::AlignRight);
        break;
    }
    case TimeColumn:
        drawCell(painter, cell, text, m_mono, m_monoMetrics, theme.text, Qt::ElideRight);
        break;
    case DeltaColumn:
        paintDelta(painter, cell, index, theme);
        break;
    case SizeColumn:
    case BatchColumn:
        drawCell(painter, cell, text, m_mono, m_monoMetrics, theme.text3, Qt::ElideRight, Qt::AlignRight);
        break;
    case TimestampColumn:
        drawCell(painter, cell, text, m_mono, m_monoMetrics, theme.text2, Qt::ElideRight);
        break;
    case MessageIdColumn:
    case WriteKeyColumn:
    case AddressColumn:
        drawCell(painter, cell, text, m_mono, m_monoMetrics, theme.text2, Qt::ElideMiddle);
        break;
    case IngestColumn: {
        const bool accepted = static_cast<Ingest>(index.data(IngestRole).toInt()) == Ingest::Accepted;
        drawCell(painter, cell, text, m_text, m_textMetrics,
            accepted ? theme.text2 : theme.of(Severity::Error).text, Qt::ElideRight);
        break;
    }
    case LibraryColumn:
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
        paintField(painter, cell, index, theme);
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
    const QRect word = rect.adjusted(side + 5, 0, CellPadding, 0);
    if (word.width() > 2 * side) // in a narrow column the badge says it
        drawCell(painter, word, index.data(Qt::DisplayRole).toString(), m_text, m_textMetrics,
            theme.of(type).text, Qt::ElideRight);
}

/// With a warning where the SDK's clock tells another order; the seconds come second to it.
void EventDelegate::paintDelta(
    QPainter *painter, QRect rect, const QModelIndex &index, const Theme &theme) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    if (index.data(DisorderRole).toBool()) {
        const int top = rect.top() + (rect.height() - m_glyph) / 2;
        const bool both = rect.width() >= m_glyph + 3 + m_monoMetrics.horizontalAdvance(text);
        const int left = both ? rect.left() : rect.right() + 1 - m_glyph;
        paintSeverityGlyph(painter, QRectF(left, top, m_glyph, m_glyph), Severity::Warning, theme);
        if (!both)
            return;
    }
    drawCell(painter, rect, text, m_mono, m_monoMetrics, theme.text3, Qt::ElideRight, Qt::AlignRight);
}

/// Empty until it is read, and where the field was not sent.
void EventDelegate::paintField(
    QPainter *painter, const QRect &rect, const QModelIndex &index, const Theme &theme) const
{
    const QVariant kind = index.data(CellKindRole);
    if (!kind.isValid() || kind.toInt() < 0)
        return;
    const QColor color = jsonColor(static_cast<JsonKind>(kind.toInt()), theme);
    drawCell(painter, rect, index.data(Qt::DisplayRole).toString().simplified(), m_mono, m_monoMetrics, color,
        Qt::ElideRight);
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
        const Ink *ink = nullptr;
    };
    QVarLengthArray<Tag, 6> tags;
    if (copies > 1)
        tags.append({QString::number(copies), u"dup"_s});
    if (ingest != Ingest::Accepted)
        tags.append({ingestWord(ingest), {}});
    const int flags = index.data(MarkFlagsRole).toInt();
    if (flags & CallMark::Pinned)
        tags.append({{}, u"pin"_s});
    if (flags & CallMark::Test)
        tags.append({tr("test", "tag of a call that was sent as a test"), {}});
    if (!index.data(NoteRole).toString().isEmpty())
        tags.append({{}, u"note"_s});
    if (flags & CallMark::Hidden)
        tags.append({{}, u"hide"_s});
    if (const auto colour = static_cast<MarkColour>(index.data(MarkColourRole).toInt());
        colour != MarkColour::None)
        tags.append({markColourWord(colour), {}, &theme.of(colour)});
    const auto widthOfTags = [&] {
        int width = 0;
        for (const Tag &tag : tags)
            width += int(tagSize(tag.text, m_small, !tag.icon.isEmpty()).width()) + Gap;
        return width;
    };
    int tagsWidth = widthOfTags();
    if (!tags.isEmpty() && tags.last().ink && 2 * tagsWidth > rect.width()) {
        tags.last().text.truncate(1); // the name comes first
        tagsWidth = widthOfTags();
    }

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
            tag.icon, tag.ink);
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
    const QRectF icon(rect.left(), rect.top() + (rect.height() - m_idIcon) / 2, m_idIcon, m_idIcon);
    paintLineIcon(painter, icon, user ? u"user"_s : u"anon"_s, theme.text3);
    drawCell(painter, rect.adjusted(m_idIcon + 4, 0, 0, 0), text, m_mono, m_monoMetrics,
        user ? theme.text : theme.text2, Qt::ElideMiddle);
}

void EventDelegate::paintVerdict(
    QPainter *painter, QRect rect, const QModelIndex &index, const Theme &theme) const
{
    const std::pair<Severity, int> counts[] = {{Severity::Error, index.data(ErrorsRole).toInt()},
        {Severity::Warning, index.data(WarningsRole).toInt()},
        {Severity::Info, index.data(InfosRole).toInt()}};
    const int top = rect.top() + (rect.height() - m_glyph) / 2;
    bool any = false;
    for (const auto &[severity, count] : counts) {
        if (count == 0)
            continue;
        any = true;
        const QString label = countLabel(count);
        const int width = m_countMetrics.horizontalAdvance(label);
        if (rect.left() + m_glyph > rect.right() + CellPadding)
            break; // no room: the tooltip says it in words
        paintSeverityGlyph(painter, QRectF(rect.left(), top, m_glyph, m_glyph), severity, theme);
        drawCell(painter, QRect(rect.left() + m_glyph + 3, rect.top(), width + 1, rect.height()), label,
            m_count, m_countMetrics, theme.of(severity).text, Qt::ElideNone);
        rect.setLeft(rect.left() + m_glyph + 3 + width + Gap);
    }
    if (!any)
        paintSeverityGlyph(painter, QRectF(rect.left(), top, m_glyph, m_glyph), Severity::Ok, theme);
}

} // namespace spectap

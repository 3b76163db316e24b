// SPDX-License-Identifier: MIT
#include "ui/inspector/fielddelegate.h"

#include "model/items/fieldtreemodel.h"
#include "ui/inspector/fieldwordsmodel.h"
#include "ui/theme/fonts.h"
#include "ui/theme/marks.h"
#include "ui/theme/severityglyphs.h"

#include <QPainter>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int CellPadding = 6;

using State = FieldVerdict::State;

State stateOf(const QModelIndex &index)
{
    return static_cast<State>(index.data(FieldStateRole).toInt());
}

Severity severityOf(const QModelIndex &index)
{
    return static_cast<Severity>(index.data(FieldSeverityRole).toInt());
}

bool isGhost(State state)
{
    return state == State::Missing || state == State::NotSent;
}

int waveY(const QRect &cell, const QFont &font)
{
    const QFontMetrics metrics(font);
    return cell.top() + (cell.height() + metrics.height()) / 2 - metrics.descent() + 2;
}

} // namespace

QColor jsonColor(JsonKind kind, const Theme &theme)
{
    switch (kind) {
    case JsonKind::String:
        return theme.jsonString;
    case JsonKind::Number:
        return theme.jsonNumber;
    case JsonKind::Null:
    case JsonKind::False:
    case JsonKind::True:
        return theme.jsonLiteral;
    case JsonKind::Array:
    case JsonKind::Object:
        break;
    }
    return theme.text2;
}

int drawElided(QPainter &painter, const QRect &cell, const QString &text)
{
    const QFontMetrics metrics(painter.font());
    const QString shown = metrics.elidedText(text, Qt::ElideRight, cell.width());
    painter.drawText(cell, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
    return cell.left() + metrics.horizontalAdvance(shown);
}

/// drawElided(), on a ground that shows where the text is that is looked for.
int FieldDelegate::drawMarked(
    QPainter &painter, const QRect &cell, const QString &text, const Theme &theme) const
{
    if (!m_find.isIn(text))
        return drawElided(painter, cell, text);
    const QFontMetrics metrics(painter.font());
    const QString shown = metrics.elidedText(text, Qt::ElideRight, cell.width());
    const auto mark = [&](qsizetype from, qsizetype to) {
        const int left = cell.left() + metrics.horizontalAdvance(shown.first(from));
        const QRect box(left, cell.top() + 2, metrics.horizontalAdvance(shown.sliced(from, to - from)),
            cell.height() - 4);
        painter.fillRect(box, theme.accentTint);
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.accent);
    };
    for (qsizetype at = 0; (at = shown.indexOf(m_find.text, at, m_find.sensitivity())) >= 0;
         at += m_find.text.size())
        mark(at, at + m_find.text.size());
    if (!m_find.isIn(shown)) // where it is has no room
        mark(std::max<qsizetype>(0, shown.size() - 1), shown.size());
    return drawElided(painter, cell, text);
}

QSize FieldDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {60, option.fontMetrics.height() + 6};
}

void FieldDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = themeOf(option.palette);
    const QRect cell = option.rect.adjusted(CellPadding - 2, 0, -CellPadding / 2, 0);
    painter->save();
    // JSON stays left to right, whatever the language of the window.
    painter->setLayoutDirection(Qt::LeftToRight);
    switch (static_cast<FieldColumn>(index.column())) {
    case FieldNameColumn:
        paintName(*painter, cell, index, option.font, theme);
        break;
    case FieldValueColumn:
        paintValue(*painter, cell, index, option.font, theme);
        break;
    case FieldTypeColumn:
        paintType(*painter, cell, index, option.font, theme);
        break;
    case FieldVerdictColumn:
        paintVerdict(*painter, cell, index, option.font, theme);
        break;
    case FieldColumnCount:
        break;
    }
    painter->restore();
}

void FieldDelegate::paintName(QPainter &painter, const QRect &cell, const QModelIndex &index,
    const QFont &font, const Theme &theme) const
{
    const State state = stateOf(index);
    const bool section = !index.parent().isValid() && index.data(FieldChildrenRole).toInt() > 0;
    QFont mono = monoFont(font, 0.96, section ? QFont::DemiBold : QFont::Normal);
    mono.setItalic(isGhost(state));
    painter.setFont(mono);
    painter.setPen(state == State::Missing   ? theme.of(Severity::Error).text
                   : state == State::NotSent ? theme.text3
                                             : theme.text);
    const int right = drawMarked(painter, cell, index.data(FieldNameRole).toString(), theme);
    if (static_cast<FieldWave>(index.data(FieldWaveRole).toInt()) == FieldWave::Name)
        paintWave(&painter, cell.left(), right, waveY(cell, mono), theme.of(severityOf(index)).fill);
}

void FieldDelegate::paintValue(QPainter &painter, const QRect &cell, const QModelIndex &index,
    const QFont &font, const Theme &theme) const
{
    const State state = stateOf(index);
    QFont mono = monoFont(font, 0.92);
    const int kind = index.data(FieldKindRole).toInt();
    const QString text = index.data(Qt::DisplayRole).toString();
    if (kind < 0) {
        mono.setItalic(true);
        const QSize size = tagSize(text, mono).toSize();
        const QRect box(cell.left(), cell.top() + (cell.height() - size.height()) / 2,
            qMin(size.width() + 2, cell.width()), size.height());
        paintTag(&painter, box, text, mono,
            state == State::Missing ? TagStyle::NotSent : TagStyle::Undocumented, theme);
        return;
    }
    painter.setFont(mono);
    const QFontMetrics metrics(mono);
    if (static_cast<Rule>(index.data(FieldRuleRole).toInt()) == Rule::Type) {
        const int width = qMin(metrics.horizontalAdvance(text), cell.width());
        painter.setPen(Qt::NoPen);
        QColor shade = theme.of(Severity::Error).fill;
        shade.setAlphaF(theme.dark ? 0.22F : 0.10F);
        painter.setBrush(shade);
        painter.drawRoundedRect(QRect(cell.left() - 2, cell.top() + 2, width + 4, cell.height() - 4), 2, 2);
    }
    QRect room = cell;
    if (index.data(FieldUnfoldsRole).toBool()) {
        const QFont small = scaledFont(font, 0.84);
        const QString tag = tr("JSON");
        const QSize size = tagSize(tag, small).toSize();
        const QRect box(cell.right() - size.width() - 2, cell.top() + (cell.height() - size.height()) / 2,
            size.width() + 2, size.height());
        if (box.left() > cell.left() + cell.width() / 3) {
            paintTag(&painter, box, tag, small, TagStyle::Plain, theme);
            room.setRight(box.left() - CellPadding);
            painter.setFont(mono);
        }
    }
    painter.setPen(jsonColor(static_cast<JsonKind>(kind), theme));
    const int right = drawMarked(painter, room, text.left(300).replace(u'\n', u' '), theme);
    if (static_cast<FieldWave>(index.data(FieldWaveRole).toInt()) == FieldWave::Value)
        paintWave(&painter, cell.left(), right, waveY(cell, mono), theme.of(severityOf(index)).fill);
}

void FieldDelegate::paintType(QPainter &painter, const QRect &cell, const QModelIndex &index,
    const QFont &font, const Theme &theme) const
{
    const State state = stateOf(index);
    QFont small = scaledFont(font, SmallText);
    small.setItalic(isGhost(state));
    painter.setFont(small);
    painter.setPen(state == State::Missing ? theme.of(Severity::Error).text : theme.text3);
    drawElided(painter, cell, index.data(Qt::DisplayRole).toString());
}

void FieldDelegate::paintVerdict(QPainter &painter, const QRect &cell, const QModelIndex &index,
    const QFont &font, const Theme &theme) const
{
    const int side = qMax(10, QFontMetrics(font).height() - 2);
    QRectF glyph(cell.left(), cell.top() + (cell.height() - side) / 2.0, side, side);
    const Severity own = severityOf(index);
    const State state = stateOf(index);
    QFont small = scaledFont(font, 0.96);
    painter.setFont(small);
    const auto textCell = [&] {
        return QRect(
            qRound(glyph.right()) + 5, cell.top(), cell.right() - qRound(glyph.right()) - 5, cell.height());
    };

    if (state == State::Missing) {
        paintMissingGlyph(&painter, glyph, theme);
        painter.setPen(theme.of(Severity::Error).text);
        drawElided(painter, textCell(), index.data(FieldVerdictWordsRole).toString());
        return;
    }
    if (state == State::NotSent || index.data(FieldInnerRole).toBool()) {
        painter.setPen(theme.text3);
        drawElided(painter, cell, index.data(FieldVerdictWordsRole).toString());
        return;
    }
    if (own == Severity::Ok && state != State::Custom) {
        // A parent sums up what is below it.
        const std::array<std::pair<Severity, int>, 3> counts{
            {{Severity::Error, index.data(FieldErrorsRole).toInt()},
                {Severity::Warning, index.data(FieldWarningsRole).toInt()},
                {Severity::Info, index.data(FieldInfosRole).toInt()}}};
        bool any = false;
        painter.setFont(scaledFont(small, 1.0, QFont::DemiBold));
        for (const auto &[severity, count] : counts) {
            if (count == 0)
                continue;
            any = true;
            paintSeverityGlyph(&painter, glyph, severity, theme);
            painter.setPen(theme.of(severity).text);
            const int right = drawElided(painter, textCell(), QString::number(count));
            glyph.moveLeft(right + 8);
        }
        if (!any)
            paintSeverityGlyph(&painter, glyph, Severity::Ok, theme);
        return;
    }
    const Severity shown = own == Severity::Ok ? Severity::Info : own;
    paintSeverityGlyph(&painter, glyph, shown, theme);
    QString words = index.data(FieldVerdictWordsRole).toString();
    const QString suggestion = index.data(FieldSuggestionRole).toString();
    painter.setPen(theme.of(shown).text);
    if (suggestion.isEmpty() || !words.endsWith(suggestion)) {
        drawElided(painter, textCell(), words);
        return;
    }
    // "did you mean currency": the name is what to take over, and what stays where room is short.
    words.chop(suggestion.size());
    QRect rest = textCell();
    const QFontMetrics metrics(small);
    if (metrics.horizontalAdvance(words + suggestion) <= rest.width())
        rest.setLeft(drawElided(painter, rest, words));
    painter.setPen(theme.accent);
    const int right = drawElided(painter, rest, suggestion);
    const int base = rest.top() + (rest.height() + metrics.height()) / 2 - metrics.descent() + 2;
    painter.drawLine(rest.left(), base, right, base);
}

} // namespace spectap

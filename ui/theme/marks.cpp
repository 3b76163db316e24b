// SPDX-License-Identifier: MIT
#include "ui/theme/marks.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/paintediconengine.h"

#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include <cmath>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr qreal TagPadding = 4;
constexpr qreal TagIcon = 11;
constexpr qreal IdTagScale = 0.84;
constexpr qreal WaveLength = 4;
constexpr qreal WaveHeight = 1.3;

class TypeIconEngine final : public PaintedIconEngine
{
public:
    explicit TypeIconEngine(CallType type)
        : m_type(type)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        if (mode == QIcon::Disabled)
            painter->setOpacity(0.5);
        QFont font = QGuiApplication::font();
        font.setPixelSize(qMax(1, qRound(rect.height() * 0.7)));
        paintTypeBadge(painter, rect, m_type, font, themeOf(QGuiApplication::palette()));
    }

    QIconEngine *clone() const override { return new TypeIconEngine(*this); }

private:
    CallType m_type;
};

class ChangeIconEngine final : public PaintedIconEngine
{
public:
    explicit ChangeIconEngine(FieldChange change)
        : m_change(change)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        if (mode == QIcon::Disabled)
            painter->setOpacity(0.5);
        paintChangeRing(painter, rect, m_change, themeOf(QGuiApplication::palette()));
    }

    QIconEngine *clone() const override { return new ChangeIconEngine(*this); }

private:
    FieldChange m_change;
};

} // namespace

QString typeLetter(CallType type)
{
    switch (type) {
    case CallType::Identify:
        return u"I"_s;
    case CallType::Track:
        return u"T"_s;
    case CallType::Page:
        return u"P"_s;
    case CallType::Screen:
        return u"S"_s;
    case CallType::Group:
        return u"G"_s;
    case CallType::Alias:
        return u"A"_s;
    case CallType::Unknown:
        break;
    }
    return u"?"_s;
}

void paintTypeBadge(
    QPainter *painter, const QRectF &box, CallType type, const QFont &font, const Theme &theme)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const Ink &ink = theme.of(type);
    if (type == CallType::Unknown) {
        QPen dashed(ink.fill, 1);
        dashed.setDashPattern({2.5, 2});
        painter->setPen(dashed);
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    } else {
        painter->setPen(Qt::NoPen);
        painter->setBrush(ink.tint);
        painter->drawRoundedRect(box, 3, 3);
    }
    painter->setPen(ink.text);
    painter->setFont(scaledFont(font, 1.0, QFont::Bold));
    painter->drawText(box, Qt::AlignCenter, typeLetter(type));
    painter->restore();
}

QIcon typeIcon(CallType type)
{
    return QIcon(new TypeIconEngine(type));
}

QSizeF tagSize(const QString &text, const QFont &font, bool withIcon)
{
    const QFontMetricsF metrics(font);
    const qreal icon = withIcon ? TagIcon + 2 : 0;
    return {
        std::ceil(metrics.horizontalAdvance(text) + icon + 2 * TagPadding), std::ceil(metrics.height() + 1)};
}

void paintTag(QPainter *painter, const QRectF &box, const QString &text, const QFont &font, TagStyle style,
    const Theme &theme, const QString &icon, const Ink *ink)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QColor color = theme.text2;
    QPen frame(theme.lineStrong, 1);
    QColor fill = theme.base;
    if (style != TagStyle::Plain) {
        frame.setDashPattern({2.5, 2});
        fill = Qt::transparent;
    }
    if (ink) {
        color = ink->text;
        fill = ink->tint;
        frame.setColor(ink->fill);
    }
    if (style == TagStyle::NotSent) {
        color = theme.of(Severity::Error).text;
        frame.setColor(theme.of(Severity::Error).fill);
    } else if (style == TagStyle::Undocumented) {
        color = theme.text3;
        frame.setColor(theme.lineInput);
    }
    painter->setPen(frame);
    painter->setBrush(fill);
    painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    QRectF inner = box.adjusted(TagPadding, 0, -TagPadding, 0);
    if (!icon.isEmpty()) {
        paintLineIcon(
            painter, QRectF(inner.left(), inner.center().y() - TagIcon / 2, TagIcon, TagIcon), icon, color);
        inner.setLeft(inner.left() + TagIcon + 2);
    }
    painter->setPen(color);
    painter->setFont(font);
    painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft, text);
    painter->restore();
}

QRectF paintIdTag(
    QPainter *painter, qreal left, qreal middle, const QString &tag, const QFont &base, const Theme &theme)
{
    const QFont font = scaledFont(base, IdTagScale);
    const QSizeF size = tagSize(QStringLiteral("user"), font);
    const QRectF box(left, std::round(middle - size.height() / 2), size.width() + 4, size.height());
    paintTag(painter, box, {}, font, TagStyle::Plain, theme);
    painter->setFont(font);
    painter->setPen(theme.text2);
    painter->drawText(box, Qt::AlignCenter, tag);
    return box;
}

const Ink &changeInk(FieldChange change, const Theme &theme)
{
    switch (change) {
    case FieldChange::Gone:
        return theme.gone;
    case FieldChange::Added:
        return theme.added;
    default:
        return theme.changed;
    }
}

void paintChangeRing(QPainter *painter, const QRectF &box, FieldChange change, const Theme &theme)
{
    const QColor color = change == FieldChange::Same ? theme.text3 : changeInk(change, theme).text;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(box.topLeft());
    painter->scale(box.width() / 14.0, box.height() / 14.0);
    QPen pen(color, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawEllipse(QPointF(7, 7), 6.2, 6.2);
    pen.setWidthF(1.35);
    painter->setPen(pen);
    QPainterPath sign;
    const auto line = [&sign](qreal x1, qreal y1, qreal x2, qreal y2) {
        sign.moveTo(x1, y1);
        sign.lineTo(x2, y2);
    };
    switch (change) {
    case FieldChange::Same:
        line(4.6, 5.8, 9.4, 5.8);
        line(4.6, 8.2, 9.4, 8.2);
        break;
    case FieldChange::Added:
        line(7, 4.4, 7, 9.6);
        [[fallthrough]];
    case FieldChange::Gone:
        line(4.4, 7, 9.6, 7);
        break;
    case FieldChange::TypeChanged:
        line(4.6, 4.4, 9.4, 4.4);
        line(7, 4.4, 7, 10);
        break;
    case FieldChange::FormatChanged:
        line(5.4, 4.2, 5.4, 10);
        line(5.4, 4.2, 9.2, 4.2);
        line(5.4, 7, 8.6, 7);
        break;
    case FieldChange::Renamed:
        line(4.2, 7, 9.8, 7);
        line(7.6, 4.8, 9.8, 7);
        line(7.6, 9.2, 9.8, 7);
        break;
    case FieldChange::ValueChanged:
        sign.moveTo(4.2, 7.6);
        sign.cubicTo(5.2, 5.2, 6.4, 6.2, 7, 7);
        sign.cubicTo(7.6, 7.8, 8.8, 8.8, 9.8, 6.4);
        break;
    }
    painter->drawPath(sign);
    painter->restore();
}

QIcon changeIcon(FieldChange change)
{
    return QIcon(new ChangeIconEngine(change));
}

void paintShareBar(QPainter *painter, QRect bar, double share, const QColor &fill, const Theme &theme)
{
    painter->fillRect(bar, theme.line);
    if (share <= 0)
        return;
    bar.setWidth(qMax(2, qRound(bar.width() * qMin(1.0, share))));
    painter->fillRect(bar, fill);
}

void paintWave(QPainter *painter, qreal x1, qreal x2, qreal y, const QColor &color)
{
    if (x2 <= x1)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setClipRect(QRectF(x1, y - 3, x2 - x1, 6), Qt::IntersectClip);
    QPainterPath wave(QPointF(x1, y));
    bool up = true;
    for (qreal x = x1; x < x2; x += WaveLength / 2, up = !up)
        wave.quadTo(x + WaveLength / 4, up ? y - 2 * WaveHeight : y + 2 * WaveHeight, x + WaveLength / 2, y);
    painter->setPen(QPen(color, 1.1));
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(wave);
    painter->restore();
}

} // namespace spectap

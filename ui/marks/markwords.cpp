// SPDX-License-Identifier: MIT
#include "ui/marks/markwords.h"

#include "ui/theme/paintediconengine.h"
#include "ui/theme/tokens.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(spectap::CallMarks)
};

class DiscEngine final : public PaintedIconEngine
{
public:
    explicit DiscEngine(MarkColour colour)
        : m_colour(colour)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        const Theme &theme = themeOf(QGuiApplication::palette());
        const qreal inset = rect.height() / 6.0;
        painter->setRenderHint(QPainter::Antialiasing);
        if (m_colour == MarkColour::None) {
            painter->setPen(QPen(theme.lineInput, 1.2));
            painter->setBrush(Qt::NoBrush);
        } else {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.of(m_colour).fill);
        }
        painter->drawEllipse(QRectF(rect).adjusted(inset, inset, -inset, -inset));
    }

    QIconEngine *clone() const override { return new DiscEngine(*this); }

private:
    MarkColour m_colour;
};

} // namespace

QString markColourWord(MarkColour colour)
{
    switch (colour) {
    case MarkColour::None:
        break;
    case MarkColour::Red:
        return Words::tr("red");
    case MarkColour::Orange:
        return Words::tr("orange");
    case MarkColour::Yellow:
        return Words::tr("yellow");
    case MarkColour::Green:
        return Words::tr("green");
    case MarkColour::Blue:
        return Words::tr("blue");
    case MarkColour::Purple:
        return Words::tr("purple");
    }
    return {};
}

QString markColourTitle(MarkColour colour)
{
    QString word = colour == MarkColour::None ? Words::tr("none", "no colour") : markColourWord(colour);
    if (!word.isEmpty())
        word[0] = word[0].toUpper();
    return word;
}

QIcon markColourIcon(MarkColour colour)
{
    return QIcon(new DiscEngine(colour));
}

QString markWords(const CallMark &mark)
{
    QStringList words;
    if (mark.has(CallMark::Pinned))
        words << Words::tr("pinned");
    if (mark.has(CallMark::Test))
        words << Words::tr("test call");
    if (mark.colour != MarkColour::None)
        words << Words::tr("marked %1", "%1: a colour").arg(markColourWord(mark.colour));
    if (mark.has(CallMark::Hidden))
        words << Words::tr("hidden");
    return words.join(u", "_s);
}

} // namespace spectap

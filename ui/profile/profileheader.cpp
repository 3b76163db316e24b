// SPDX-License-Identifier: MIT
#include "ui/profile/profileheader.h"

#include "ui/numbers.h"
#include "ui/table/eventwords.h"
#include "ui/theme/fonts.h"
#include "ui/theme/marks.h"
#include "ui/theme/tokens.h"

#include <QPainter>

#include <algorithm>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int Margin = 12;
constexpr int BarHeight = 8;
constexpr int Gap = 10;
constexpr int BadgeGap = 4;

} // namespace

QString initialsOf(const QString &name)
{
    QString initials;
    const QStringList words = name.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (word.front().isLetterOrNumber() && initials.size() < 2)
            initials += word.front().toUpper();
    }
    return initials;
}

ProfileHeader::ProfileHeader(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ProfileHeader::setCard(const ProfileCard &card)
{
    m_name = QString::fromUtf8(card.name());
    m_initials = initialsOf(m_name);
    m_figures = tr("%Ln ID(s)", nullptr, int(card.ids.size()));
    m_types = {};
    m_calls = 0;
    QStringList spoken;
    if (card.facts) {
        m_types = card.facts->types;
        m_calls = card.facts->calls;
        const auto sources = std::count_if(
            card.facts->sources.begin(), card.facts->sources.end(), [](quint32 calls) { return calls > 0; });
        m_figures = tr("%1, %2, %3", "IDs, calls, sources")
                        .arg(m_figures, tr("%Ln call(s)", nullptr, int(m_calls)),
                            tr("%Ln source(s)", nullptr, int(sources)));
        for (std::size_t type = 0; type < m_types.size(); ++type) {
            if (m_types[type] > 0)
                spoken += countText(m_types[type]) + u' ' + typeWord(static_cast<CallType>(type));
        }
    }
    setAccessibleName(m_name + u", "_s + m_figures);
    setAccessibleDescription(spoken.join(u", "_s));
    setToolTip(m_name + u'\n' + (spoken.isEmpty() ? m_figures : spoken.join(u", "_s)));
    updateGeometry();
    update();
}

QSize ProfileHeader::sizeHint() const
{
    const int line = fontMetrics().height();
    return {280, 2 * line + 26 + (m_calls > 0 ? BarHeight + line + 22 : 0)};
}

QSize ProfileHeader::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

void ProfileHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    const int line = fontMetrics().height();
    const int side = 2 * line + 4;
    const QRect avatar(Margin, 10, side, side);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accentTint);
    painter.drawRoundedRect(avatar, 4, 4);
    painter.setFont(scaledFont(font(), CallTitle, QFont::DemiBold));
    painter.setPen(theme.accent);
    painter.drawText(avatar, Qt::AlignCenter, m_initials);

    const QRect words(avatar.right() + Gap, avatar.top(), width() - avatar.right() - Gap - Margin, side);
    const QFontMetrics title(painter.font());
    painter.setPen(theme.text);
    painter.drawText(words, Qt::AlignTop | Qt::AlignLeft | Qt::TextSingleLine,
        title.elidedText(m_name, Qt::ElideMiddle, words.width()));
    painter.setFont(font());
    painter.setPen(theme.text2);
    painter.drawText(words, Qt::AlignBottom | Qt::AlignLeft | Qt::TextSingleLine,
        fontMetrics().elidedText(m_figures, Qt::ElideRight, words.width()));
    if (m_calls > 0)
        paintBar(painter, QRect(Margin, avatar.bottom() + 10, width() - 2 * Margin, BarHeight));
}

void ProfileHeader::paintBar(QPainter &painter, const QRect &bar) const
{
    const Theme &theme = themeOf(this);
    double left = bar.left();
    int badge = bar.left();
    const int line = fontMetrics().height();
    for (std::size_t i = 0; i < m_types.size(); ++i) {
        if (m_types[i] == 0)
            continue;
        const auto type = static_cast<CallType>(i);
        const double width = double(bar.width()) * m_types[i] / m_calls;
        painter.fillRect(
            QRectF(left, bar.top(), std::max(2.0, width - 1), bar.height()), theme.of(type).fill);
        left += width;

        const QRect box(badge, bar.bottom() + 7, line, line);
        const QString count = countText(m_types[i]);
        const int end = box.right() + BadgeGap + fontMetrics().horizontalAdvance(count);
        if (end > bar.right())
            continue; // the bar and the tool tip still tell
        paintTypeBadge(&painter, box, type, scaledFont(font(), 0.84, QFont::DemiBold), theme);
        painter.setFont(font());
        painter.setPen(theme.text);
        painter.drawText(QRect(box.right() + BadgeGap, box.top(), end, line), Qt::AlignVCenter, count);
        badge = end + Gap;
    }
}

} // namespace spectap

// SPDX-License-Identifier: MIT
#include "ui/diff/diffcallheader.h"

#include "ui/diff/diffwords.h"
#include "ui/inspector/callfindings.h"
#include "ui/inspector/callwords.h"
#include "ui/inspector/markwidgets.h"
#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/marks.h"
#include "ui/theme/scaledicon.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int Margin = 10;

} // namespace

DiffCallHeader::DiffCallHeader(DiffSide side, const SessionDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_side(side)
    , m_document(document)
    , m_button(new QToolButton(this))
    , m_menu(new QMenu(m_button))
{
    setObjectName(side == DiffSide::A ? u"diffCallA"_s : u"diffCallB"_s);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_button->setIcon(lineIcon(u"chevd"_s));
    setScaledIconSize(m_button, 14);
    m_button->setAutoRaise(true);
    // Not the button's own menu, for which styles would draw a second arrow.
    connect(m_button, &QToolButton::clicked, this, &DiffCallHeader::openMenu);
    const QString name = tr("Choose call %1", "A or B").arg(letter());
    m_button->setAccessibleName(name);
    m_button->setToolTip(name);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 6, 0);
    row->addStretch(1);
    row->addWidget(m_button);
}

QString DiffCallHeader::letter() const
{
    return m_side == DiffSide::A ? tr("A") : tr("B");
}

void DiffCallHeader::setCall(std::shared_ptr<const CallDocument> call)
{
    m_call = std::move(call);
    if (m_call) {
        const SeverityCounts counts = severityCounts(*m_call);
        const QString line = callLine(*m_document, m_call->stored.seq);
        setAccessibleName(u"%1: %2, %3, %4"_s.arg(letter(), line, senderLine(*m_document, *m_call),
            countWords(counts.errors, counts.warnings, counts.infos)));
        setToolTip(line + u'\n' + senderLine(*m_document, *m_call));
    } else {
        setAccessibleName(tr("No call %1").arg(letter()));
        setToolTip({});
    }
    update();
}

QSize DiffCallHeader::sizeHint() const
{
    return {320, fontMetrics().height() * 2 + 18};
}

QSize DiffCallHeader::minimumSizeHint() const
{
    return {180, sizeHint().height()};
}

void DiffCallHeader::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        openMenu();
}

void DiffCallHeader::openMenu()
{
    m_menu->popup(mapToGlobal(QPoint(qMax(0, width() - m_menu->sizeHint().width()), height())));
}

void DiffCallHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int lineHeight = fontMetrics().height() + 1;
    const int side = fontMetrics().height() + 6;
    const QRect letterBox(Margin, (height() - side) / 2, side, side);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.text2);
    painter.drawRoundedRect(letterBox, 3, 3);
    painter.setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    painter.setPen(theme.base);
    painter.drawText(letterBox, Qt::AlignCenter, letter());

    const int left = letterBox.right() + 9;
    QRect first(left, height() / 2 - lineHeight - 1, m_button->x() - left - 6, lineHeight);
    const QRect second(left, first.bottom() + 3, first.width(), lineHeight);
    if (!m_call) {
        painter.setPen(theme.text3);
        painter.setFont(font());
        painter.drawText(first.united(second), Qt::AlignVCenter, tr("No call to compare with"));
        return;
    }
    first.setRight(paintSeverityCounts(painter, first, font(), severityCounts(*m_call), theme));
    const QRectF badge(left, first.top() + 1, lineHeight - 2, lineHeight - 2);
    paintTypeBadge(&painter, badge, m_call->facts.type, scaledFont(font(), 0.8), theme);

    const QFont mono = monoFont(font(), SmallText);
    QString details =
        u"#%1 %2"_s.arg(QString::number(m_call->stored.seq), clockTime(m_call->stored.request.receivedAt));
    const QFont bold = scaledFont(font(), 1.0, QFont::DemiBold);
    const int nameLeft = qRound(badge.right()) + 7;
    // Where there is no room for the time, the tooltip has it.
    if (first.right() - nameLeft - QFontMetrics(mono).horizontalAdvance(details) <
        QFontMetrics(bold).horizontalAdvance(callName(*m_call)))
        details.truncate(details.indexOf(u' '));
    const int detailWidth = QFontMetrics(mono).horizontalAdvance(details);
    const int room = qMax(40, first.right() - nameLeft - detailWidth - 8);
    const QString name = QFontMetrics(bold).elidedText(callName(*m_call), Qt::ElideRight, room);
    painter.setFont(bold);
    painter.setPen(theme.text);
    painter.drawText(QRect(nameLeft, first.top(), room, first.height()), Qt::AlignVCenter, name);
    painter.setFont(mono);
    painter.setPen(theme.text2);
    painter.drawText(QRect(nameLeft + QFontMetrics(bold).horizontalAdvance(name) + 7, first.top(),
                         detailWidth + 2, first.height()),
        Qt::AlignVCenter, details);
    const QFont small = scaledFont(font(), 0.96);
    painter.setFont(small);
    painter.drawText(second, Qt::AlignVCenter,
        QFontMetrics(small).elidedText(senderLine(*m_document, *m_call), Qt::ElideRight, second.width()));
}

} // namespace spectap

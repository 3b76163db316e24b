// SPDX-License-Identifier: MIT
#include "ui/timeline/timelinecard.h"

#include "ui/inspector/markwidgets.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/marks.h"
#include "ui/theme/severityglyphs.h"
#include "ui/theme/tokens.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScreen>
#include <QScrollArea>
#include <QToolButton>
#include <QUrl>

#include <algorithm>
#include <array>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int Gap = 6;  ///< between mark and card
constexpr int Edge = 4; ///< to the rim of the window
constexpr int Margin = 11;
constexpr int Characters = 54; ///< width of the text

/// The badge of a call, or the glyph of what is wrong with it.
class CardMark final : public QWidget
{
public:
    explicit CardMark(QWidget *parent)
        : QWidget(parent)
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    void setHint(const TimelineHint &hint)
    {
        m_type = hint.type;
        m_trouble = !hint.troubles.empty() && hint.troubles.front().severity > Severity::Info;
        updateGeometry();
        update();
    }
    QSize sizeHint() const override
    {
        const int side = fontMetrics().height();
        return {side, side};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (m_trouble)
            paintSeverityGlyph(&painter, rect(), Severity::Error, themeOf(this));
        else
            paintTypeBadge(
                &painter, rect(), m_type, scaledFont(font(), 0.84, QFont::DemiBold), themeOf(this));
    }

private:
    CallType m_type = CallType::Unknown;
    bool m_trouble = false;
};

} // namespace

QRect cardPlace(QSize wanted, const QRect &mark, const QRect &bounds)
{
    // Below, above, to the right, to the left: what is free there.
    const std::array<QRect, 4> sides{
        QRect(QPoint(bounds.left(), mark.bottom() + 1 + Gap), bounds.bottomRight()),
        QRect(bounds.topLeft(), QPoint(bounds.right(), mark.top() - 1 - Gap)),
        QRect(QPoint(mark.right() + 1 + Gap, bounds.top()), bounds.bottomRight()),
        QRect(bounds.topLeft(), QPoint(mark.left() - 1 - Gap, bounds.bottom()))};
    const auto sizeIn = [wanted](const QRect &free) { return wanted.boundedTo(free.size()); };
    std::size_t best = 0;
    qint64 most = -1;
    for (std::size_t side = 0; side < sides.size(); ++side) {
        const QRect free = sides[side] & bounds;
        const QSize size = sizeIn(free);
        const qint64 area = free.isValid() ? qint64(size.width()) * size.height() : 0;
        if (area > most) {
            most = area;
            best = side;
        }
        if (size == wanted && free.isValid())
            break;
    }
    const QRect free = sides[best] & bounds;
    const QSize size = sizeIn(free);
    const auto within = [](int wish, int from, int to) { return std::max(from, std::min(wish, to)); };
    const int lastX = free.right() - size.width() + 1;
    const int lastY = free.bottom() - size.height() + 1;
    QPoint at(within(mark.center().x() - size.width() / 4, free.left(), lastX),
        within(mark.center().y() - size.height() / 3, free.top(), lastY));
    switch (best) { // close to the mark
    case 0:
        at.setY(free.top());
        break;
    case 1:
        at.setY(lastY);
        break;
    case 2:
        at.setX(free.left());
        break;
    default:
        at.setX(lastX);
        break;
    }
    return {at, size};
}

TimelineCard::TimelineCard(QWidget *parent)
    : QFrame(parent)
    , m_mark(new CardMark(this))
    , m_title(new QLabel(this))
    , m_tag(new TagLabel(this))
    , m_close(nullptr)
    , m_scroll(new QScrollArea(this))
    , m_body(new QLabel)
    , m_keys(new QLabel(this))
    , m_buttons(new QWidget(this))
{
    setObjectName(u"timelineCard"_s);
    setFocusPolicy(Qt::NoFocus);
    hide();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(Margin, Margin - 2, Margin, Margin - 3);
    rows->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setSpacing(7);
    head->addWidget(m_mark);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setMinimumWidth(0);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    head->addWidget(m_title, 1);
    head->addWidget(m_tag);
    m_close = addButton(head, u"closeCard"_s, u"close"_s, {}, tr("Close (Esc)"));
    connect(m_close, &QToolButton::clicked, this, &TimelineCard::closeRequested);
    rows->addLayout(head);

    m_body->setObjectName(u"cardBody"_s);
    m_body->setWordWrap(true);
    m_body->setTextFormat(Qt::RichText);
    m_body->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidgetResizable(true);
    m_scroll->setMinimumSize(0, 0);
    m_scroll->setWidget(m_body);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_body->setAutoFillBackground(false);
    m_body->installEventFilter(this);
    connect(m_body, &QLabel::linkActivated, this,
        [](const QString &address) { QDesktopServices::openUrl(QUrl(address)); });
    rows->addWidget(m_scroll, 1);

    m_keys->setTextFormat(Qt::PlainText);
    m_keys->setForegroundRole(QPalette::PlaceholderText);
    rows->addWidget(m_keys);
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(6);
    QToolButton *open = addButton(
        buttons, u"openCall"_s, u"panr"_s, tr("Open"), tr("Open the call in the inspector (Enter)"));
    QToolButton *table = addButton(
        buttons, u"showInTable"_s, u"panb"_s, tr("Show in table"), tr("Go to the call in the table"));
    QToolButton *copyText = addButton(
        buttons, u"copyCard"_s, u"copy"_s, tr("Copy"), tr("Copy this text, or what is selected of it"));
    buttons->addStretch();
    connect(open, &QToolButton::clicked, this, [this] { emit openRequested(m_hint.seq); });
    connect(table, &QToolButton::clicked, this, [this] { emit tableRequested(m_hint.seq); });
    connect(copyText, &QToolButton::clicked, this, &TimelineCard::copy);
    rows->addWidget(m_buttons);
    setPinned(false);
}

QToolButton *TimelineCard::addButton(
    QHBoxLayout *row, const QString &name, const QString &icon, const QString &text, const QString &tip)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setIcon(lineIcon(icon));
    button->setText(text);
    button->setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(text.isEmpty());
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setFocusPolicy(Qt::TabFocus);
    row->addWidget(button);
    return button;
}

void TimelineCard::setHint(const TimelineHint &hint)
{
    m_hint = hint;
    fill();
}

void TimelineCard::fill()
{
    if (m_hint.seq == 0)
        return;
    const bool trouble = !m_hint.troubles.empty() && m_hint.troubles.front().severity > Severity::Info;
    m_title->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    m_title->setText(trouble ? m_hint.troubles.front().title : m_hint.title());
    m_title->setToolTip(m_title->text());
    static_cast<CardMark *>(m_mark)->setHint(m_hint);
    m_tag->setText(trouble ? u"ID"_s : u"#%1"_s.arg(m_hint.seq));
    m_body->setText(m_hint.html(themeOf(this)));
    m_keys->setFont(scaledFont(font(), SmallText));
    const int icon = fontMetrics().height();
    for (QToolButton *button : findChildren<QToolButton *>())
        button->setIconSize({icon, icon});
    m_keys->setText(tr("Space: keep open    Enter: open #%1").arg(m_hint.seq));
    setAccessibleName(m_title->text());
    setAccessibleDescription(m_hint.text());
    m_body->setAccessibleName(m_hint.text());
}

void TimelineCard::setPinned(bool pinned)
{
    m_pinned = pinned;
    m_keys->setVisible(!pinned);
    m_buttons->setVisible(pinned);
    m_close->setVisible(pinned);
    m_body->setTextInteractionFlags(
        pinned ? Qt::TextBrowserInteraction | Qt::TextSelectableByKeyboard : Qt::NoTextInteraction);
}

/// `room`: the widest there may be.
QSize TimelineCard::wantedSize(int room) const
{
    const int width = std::min(Characters * fontMetrics().averageCharWidth() + 2 * Margin, room);
    const int text = m_body->heightForWidth(width - 2 * Margin);
    const int foot = m_pinned ? m_buttons->sizeHint().height() : m_keys->sizeHint().height();
    const int head = std::max(m_close->isHidden() ? 0 : m_close->sizeHint().height(),
        std::max(m_title->sizeHint().height(), m_tag->sizeHint().height()));
    return {width, 2 * Margin - 5 + head + 6 + text + 6 + foot};
}

void TimelineCard::showBeside(const QRect &mark, QWidget *view)
{
    QWidget *window = view->window();
    if (parentWidget() != window)
        setParent(window);
    const QPoint origin = window->mapToGlobal(QPoint(0, 0));
    QRect bounds(origin, window->size());
    if (const QScreen *screen = window->screen()) {
        if (const QRect seen = bounds & screen->availableGeometry(); seen.isValid())
            bounds = seen;
    }
    bounds.adjust(Edge, Edge, -Edge, -Edge);
    setGeometry(cardPlace(wantedSize(bounds.width()), mark, bounds).translated(-origin));
    show();
    raise();
}

void TimelineCard::copy() const
{
    QGuiApplication::clipboard()->setText(m_body->hasSelectedText() ? m_body->selectedText() : m_hint.text());
}

bool TimelineCard::event(QEvent *event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave)
        emit pointed(event->type() == QEvent::Enter);
    return QFrame::event(event);
}

/// The text takes keys that are the card's.
bool TimelineCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_body && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter) {
            keyPressEvent(static_cast<QKeyEvent *>(event));
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void TimelineCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_pinned ? themeOf(this).accent : themeOf(this).lineInput, 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

void TimelineCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closeRequested();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        emit openRequested(m_hint.seq);
    else if (event->matches(QKeySequence::Copy))
        copy();
    else
        QFrame::keyPressEvent(event);
}

void TimelineCard::mousePressEvent(QMouseEvent *event)
{
    event->accept(); // not to what lies below
    if (!m_pinned)
        emit pinRequested();
}

void TimelineCard::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        fill();
}

} // namespace spectap

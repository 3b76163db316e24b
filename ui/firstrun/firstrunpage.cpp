// SPDX-License-Identifier: MIT
#include "ui/firstrun/firstrunpage.h"

#include "ui/endpointedit.h"
#include "ui/firstrun/setupcard.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/severityglyphs.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int PageWidth = 900;
constexpr int LeastCardWidth = 680; ///< beside the other column
constexpr int BesideWidth = 300;
constexpr int Margin = 40;
constexpr int RingSize = 44;

/// Rings around a dot: listening.
class Ring final : public QWidget
{
public:
    explicit Ring(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(RingSize, RingSize);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QPointF center = QRectF(rect()).center();
        QColor color = themeOf(this).of(Severity::Ok).fill;
        painter.setBrush(Qt::NoBrush);
        for (const auto &[radius, alpha] : {std::pair{20.5, 0.35F}, std::pair{14.0, 0.7F}}) {
            color.setAlphaF(alpha);
            painter.setPen(QPen(color, 1.5));
            painter.drawEllipse(center, radius, radius);
        }
        color.setAlphaF(1.0F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(center, 6.5, 6.5);
    }
};

} // namespace

FirstRunPage::FirstRunPage(QWidget *parent)
    : QScrollArea(parent)
    , m_title(new QLabel(this))
    , m_lead(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_links(new QLabel(this))
    , m_address(new EndpointEdit(this))
    , m_copyAddress(new QPushButton(tr("Copy endpoint"), this))
    , m_test(new QPushButton(tr("Send a test call"), this))
    , m_back(new QPushButton(tr("Back to the calls"), this))
    , m_card(new SetupCard(this))
    , m_columns(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_beside(new QWidget(this))
{
    setObjectName(u"firstRunPage"_s);
    setAccessibleName(tr("Set-up"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setBackgroundRole(QPalette::Base);

    auto *page = new QWidget(this);
    page->setBackgroundRole(QPalette::Base);
    auto *column = new QWidget(page);
    column->setMaximumWidth(PageWidth);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(makeHeading());
    layout->addWidget(makeAddressRow());
    layout->addWidget(m_card);
    layout->addWidget(makeLinks());
    layout->addStretch(1);

    auto *groups = new QVBoxLayout(m_beside);
    groups->setContentsMargins(0, 0, 0, 0);
    groups->setSpacing(20);
    groups->addStretch(1);
    m_beside->setVisible(false);
    m_columns->setSpacing(36);
    m_columns->addWidget(column, 100);
    m_columns->addWidget(m_beside);

    auto *centre = new QHBoxLayout(page);
    centre->setContentsMargins(Margin, 36, Margin, 24);
    centre->addStretch(1);
    centre->addLayout(m_columns, 100);
    centre->addStretch(1);
    setWidget(page);
    connect(m_card, &SetupCard::certificateRequested, this, &FirstRunPage::certificateRequested);
    connect(m_back, &QPushButton::clicked, this, &FirstRunPage::backRequested);
    showTitle();
    arrange();
    recolour();
}

QWidget *FirstRunPage::makeHeading()
{
    auto *heading = new QWidget(this);
    auto *row = new QHBoxLayout(heading);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(14);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    m_title->setFont(scaledFont(font(), PageTitle, QFont::DemiBold));
    m_lead->setText(tr("Point a Segment Spec SDK at this endpoint. Calls appear here as they arrive."));
    words->addWidget(m_title);
    words->addWidget(m_lead);
    row->addWidget(new Ring(heading), 0, Qt::AlignVCenter);
    row->addLayout(words, 1);
    m_back->setObjectName(u"backToCallsButton"_s);
    m_back->hide();
    row->addWidget(m_back, 0, Qt::AlignVCenter);
    return heading;
}

QWidget *FirstRunPage::makeAddressRow()
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_address->setObjectName(u"firstRunAddress"_s);
    m_address->setFont(monoFont(font(), CallTitle));
    m_copyAddress->setObjectName(u"copyEndpointButton"_s);
    m_copyAddress->setProperty("primary", true);
    m_copyAddress->setIcon(lineIcon(u"copy"_s, IconInk::OnAccent));
    m_test->setObjectName(u"testCallButton"_s);
    m_test->setIcon(lineIcon(u"send"_s));
    m_test->setToolTip(tr("Send one call to this endpoint over a real connection (Ctrl+T)"));
    for (QPushButton *button : {m_copyAddress, m_test})
        button->setMinimumHeight(fontMetrics().height() + 18);
    m_address->setMinimumHeight(m_copyAddress->minimumHeight());
    row->addWidget(m_address, 1);
    row->addWidget(m_copyAddress);
    row->addWidget(m_test);
    column->addLayout(row);
    m_facts->setText(tr(
        "Any writeKey works  \u00b7  Accepts /v1/batch, /v1/b, /v1/import and the single-call paths  \u00b7  "
        "http and https on one port"));
    m_facts->setFont(scaledFont(font(), SmallText));
    column->addWidget(m_facts);
    connect(m_copyAddress, &QPushButton::clicked, m_address, &EndpointEdit::copyAddress);
    connect(m_test, &QPushButton::clicked, this, &FirstRunPage::testCallRequested);
    return box;
}

QWidget *FirstRunPage::makeLinks()
{
    m_links->setObjectName(u"firstRunLinks"_s);
    m_links->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_links->setText(tr("Nothing to instrument yet?") + u"&nbsp;&nbsp; <a href=\"sample\">"_s +
                     tr("Open the sample shop session") + u"</a> &nbsp;&nbsp; <a href=\"open\">"_s +
                     tr("Open a session\u2026") + u"</a>"_s);
    m_links->setAccessibleName(tr("Open the sample shop session, or a session of yours"));
    connect(m_links, &QLabel::linkActivated, this, [this](const QString &link) {
        if (link == u"sample")
            emit sampleSessionRequested();
        else
            emit openRequested();
    });
    return m_links;
}

void FirstRunPage::setReach(const Reach &reach)
{
    m_listening = reach.port != 0;
    m_address->setAddress(m_listening ? u"http://%1:%2"_s.arg(reach.host).arg(reach.port) : QString());
    m_copyAddress->setEnabled(m_listening);
    m_test->setEnabled(m_listening);
    m_card->setReach(reach);
    showTitle();
}

void FirstRunPage::setCallsWaiting(bool waiting)
{
    m_callsWaiting = waiting;
    m_back->setVisible(waiting);
    m_links->setVisible(!waiting);
    showTitle();
}

void FirstRunPage::showTitle()
{
    m_title->setText(!m_listening     ? tr("Not listening")
                     : m_callsWaiting ? tr("Set up an SDK")
                                      : tr("Waiting for the first call"));
}

void FirstRunPage::addBeside(QWidget *group)
{
    auto *groups = static_cast<QVBoxLayout *>(m_beside->layout());
    groups->insertWidget(groups->count() - 1, group);
    m_beside->setVisible(true);
    arrange();
}

/// Beside each other where both columns have room.
void FirstRunPage::arrange()
{
    const double scale = QFontInfo(font()).pixelSize() / 12.0;
    const int besideWidth = qRound(BesideWidth * scale);
    const bool wide =
        width() >= qRound(LeastCardWidth * scale) + m_columns->spacing() + besideWidth + 2 * Margin;
    m_columns->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_beside->setFixedWidth(wide ? besideWidth : qMin(PageWidth, qMax(besideWidth, width() - 2 * Margin)));
}

void FirstRunPage::recolour()
{
    const Theme &theme = themeOf(this);
    QPalette muted = palette();
    // On the base colour a label takes the role Text.
    muted.setColor(QPalette::WindowText, theme.text2);
    muted.setColor(QPalette::Text, theme.text2);
    for (QLabel *label : {m_lead, m_facts, m_links}) {
        if (label->palette().color(QPalette::WindowText) != theme.text2)
            label->setPalette(muted);
    }
}

void FirstRunPage::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolour();
}

void FirstRunPage::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void FirstRunPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_callsWaiting)
        emit backRequested();
    else
        QScrollArea::keyPressEvent(event);
}

} // namespace spectap

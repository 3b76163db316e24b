// SPDX-License-Identifier: MIT
#include "ui/firstrun/firstrunpage.h"

#include "ui/endpointedit.h"
#include "ui/firstrun/snippetview.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/severityglyphs.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int PageWidth = 900;
constexpr int RingSize = 44;
constexpr int CopiedMilliseconds = 2000;
constexpr int DetailRole = Qt::UserRole;

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

/// A frame with rounded corners around a group of widgets.
class Card final : public QFrame
{
public:
    using QFrame::QFrame;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Theme &theme = themeOf(this);
        painter.setPen(theme.line);
        painter.setBrush(theme.chrome);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
};

class SdkDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {120, option.fontMetrics.height() + 12};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = themeOf(option.palette);
        const bool selected = option.state & QStyle::State_Selected;
        if (selected) {
            painter->fillRect(option.rect, theme.sel);
            painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), theme.accent);
        } else if (option.state & QStyle::State_MouseOver) {
            painter->fillRect(option.rect, theme.hover);
        }
        const QFont font = scaledFont(option.font, 1.0, selected ? QFont::DemiBold : QFont::Normal);
        const QString title = index.data(Qt::DisplayRole).toString();
        QRect area = option.rect.adjusted(12, 0, -6, 0);
        painter->setFont(font);
        painter->setPen(theme.text);
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft, title);
        area.setLeft(area.left() + QFontMetrics(font).horizontalAdvance(title) + 8);
        painter->setFont(scaledFont(option.font, SmallText));
        painter->setPen(theme.text3);
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft, index.data(DetailRole).toString());
    }
};

} // namespace

FirstRunPage::FirstRunPage(QWidget *parent)
    : QScrollArea(parent)
    , m_title(new QLabel(this))
    , m_lead(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_note(new QLabel(this))
    , m_links(new QLabel(this))
    , m_address(new EndpointEdit(this))
    , m_copyAddress(new QPushButton(tr("Copy endpoint"), this))
    , m_test(new QPushButton(tr("Send a test call"), this))
    , m_copySnippet(new QPushButton(tr("Copy snippet"), this))
    , m_sdks(new QListWidget(this))
    , m_view(new SnippetView(this))
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
    layout->addWidget(makeSnippets());
    layout->addWidget(makeLinks());
    layout->addStretch(1);

    auto *centre = new QHBoxLayout(page);
    centre->setContentsMargins(40, 36, 40, 24);
    centre->addStretch(1);
    centre->addWidget(column, 100);
    centre->addStretch(1);
    setWidget(page);
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
    m_title->setText(tr("Waiting for the first call"));
    m_title->setFont(scaledFont(font(), PageTitle, QFont::DemiBold));
    m_lead->setText(tr("Point a Segment Spec SDK at this endpoint. Calls appear here as they arrive."));
    words->addWidget(m_title);
    words->addWidget(m_lead);
    row->addWidget(new Ring(heading), 0, Qt::AlignVCenter);
    row->addLayout(words, 1);
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
    m_facts->setText(
        tr("Any writeKey works  \u00b7  Accepts /v1/batch, /v1/b, /v1/import and the single-call paths"));
    m_facts->setFont(scaledFont(font(), SmallText));
    column->addWidget(m_facts);
    connect(m_copyAddress, &QPushButton::clicked, m_address, &EndpointEdit::copyAddress);
    connect(m_test, &QPushButton::clicked, this, &FirstRunPage::testCallRequested);
    return box;
}

QWidget *FirstRunPage::makeSnippets()
{
    auto *card = new Card(this);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(10, 3, 6, 3);
    auto *title = new QLabel(tr("Connect your SDK"), card);
    title->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    title->setBuddy(m_sdks);
    m_copySnippet->setObjectName(u"copySnippetButton"_s);
    m_copySnippet->setIcon(lineIcon(u"copy"_s));
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(m_copySnippet);
    column->addLayout(head);

    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    m_sdks->setObjectName(u"sdkList"_s);
    m_sdks->setAccessibleName(tr("SDKs"));
    m_sdks->setItemDelegate(new SdkDelegate(m_sdks));
    m_sdks->setFrameShape(QFrame::NoFrame);
    m_sdks->setFixedWidth(qRound(172.0 * QFontInfo(font()).pixelSize() / 12.0));
    m_sdks->setMouseTracking(true);
    m_sdks->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    body->addWidget(m_sdks);
    body->addWidget(m_view, 1);
    column->addLayout(body, 1);

    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(10, 6, 10, 6);
    m_note->setObjectName(u"snippetNote"_s);
    m_note->setWordWrap(true);
    m_note->setFont(scaledFont(font(), SmallText));
    foot->addWidget(m_note, 1);
    column->addLayout(foot);

    connect(m_sdks, &QListWidget::currentRowChanged, this, &FirstRunPage::showSnippet);
    connect(m_copySnippet, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_view->toPlainText() + u'\n');
        QToolTip::showText(m_copySnippet->mapToGlobal(QPoint(0, m_copySnippet->height())), tr("Copied"),
            m_copySnippet, {}, CopiedMilliseconds);
    });
    return card;
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

void FirstRunPage::setEndpoint(const QString &endpoint)
{
    m_address->setAddress(endpoint);
    m_title->setText(endpoint.isEmpty() ? tr("Not listening") : tr("Waiting for the first call"));
    m_copyAddress->setEnabled(!endpoint.isEmpty());
    m_test->setEnabled(!endpoint.isEmpty());
    const int row = qMax(0, m_sdks->currentRow());
    m_snippets = snippetsFor(endpoint.isEmpty() ? u"http://127.0.0.1:8787"_s : endpoint);
    if (m_sdks->count() == 0) {
        for (const Snippet &snippet : std::as_const(m_snippets)) {
            auto *item = new QListWidgetItem(snippet.title, m_sdks);
            item->setData(DetailRole, snippet.detail);
            item->setData(Qt::AccessibleTextRole, QString(snippet.title + u' ' + snippet.detail).trimmed());
        }
    }
    m_sdks->setCurrentRow(row);
    showSnippet(row);
    // As tall as the longest: choosing another moves nothing.
    qsizetype lines = 0;
    for (const Snippet &snippet : std::as_const(m_snippets))
        lines = qMax(lines, snippet.text.count(u'\n') + 1);
    m_view->setFixedHeight(int(lines) * m_view->fontMetrics().lineSpacing() + 18);
}

void FirstRunPage::showSnippet(int index)
{
    if (index < 0 || index >= m_snippets.size())
        return;
    m_view->setSnippet(m_snippets[index]);
    m_note->setText(m_snippets[index].note);
}

void FirstRunPage::recolour()
{
    const Theme &theme = themeOf(this);
    QPalette muted = palette();
    // On the base colour a label takes the role Text.
    muted.setColor(QPalette::WindowText, theme.text2);
    muted.setColor(QPalette::Text, theme.text2);
    for (QLabel *label : {m_lead, m_facts, m_note, m_links}) {
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

} // namespace spectap

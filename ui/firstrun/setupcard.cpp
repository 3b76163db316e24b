// SPDX-License-Identifier: MIT
#include "ui/firstrun/setupcard.h"

#include "ui/certificate/codeline.h"
#include "ui/firstrun/sdklist.h"
#include "ui/firstrun/snippetview.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int ShownLines = 22; ///< the longest programs scroll
constexpr int NoteLines = 4;   ///< so that choosing another SDK moves nothing below

/// A short bar in the colour of the lines to add, in front of its words.
class Legend final : public QLabel
{
public:
    using QLabel::QLabel;

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QLabel::paintEvent(event);
        QPainter(this).fillRect(QRect(0, (height() - fontMetrics().height()) / 2, 3, fontMetrics().height()),
            themeOf(this).of(Severity::Ok).fill);
    }
};

struct PlaceWords
{
    QString title;
    QString tip;
};

PlaceWords placeWords(AppPlace place)
{
    switch (place) {
    case AppPlace::ThisMachine:
        return {SetupCard::tr("This machine"), SetupCard::tr("The app runs where Spectap runs")};
    case AppPlace::Emulator:
        return {SetupCard::tr("Emulator"), SetupCard::tr("The app runs in the Android emulator")};
    case AppPlace::Usb:
        return {SetupCard::tr("USB"), SetupCard::tr("The app runs on an Android device at a cable")};
    case AppPlace::Lan:
        return {SetupCard::tr("Local network"), SetupCard::tr("The app runs on a phone or another machine")};
    }
    return {};
}

QTabBar *makeTabs(const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *tabs = new QTabBar(parent);
    tabs->setObjectName(name);
    tabs->setAccessibleName(accessibleName);
    tabs->setDrawBase(false);
    tabs->setExpanding(false);
    tabs->setFocusPolicy(Qt::StrongFocus);
    return tabs;
}

} // namespace

SetupCard::SetupCard(QWidget *parent)
    : QFrame(parent)
    , m_sdks(new SdkList(setupGuides(), this))
    , m_places(makeTabs(u"placeTabs"_s, tr("Where the app runs"), this))
    , m_schemes(makeTabs(u"schemeTabs"_s, tr("http or https"), this))
    , m_view(new SnippetView(this))
    , m_copy(new QPushButton(lineIcon(u"copy"_s), tr("Copy snippet"), this))
    , m_off(new QLabel(SetupGuide::lanIsOff(), this))
    , m_install(new QLabel(this))
    , m_notes(new QLabel(this))
    , m_trust(new QLabel(this))
    , m_commands(new QVBoxLayout)
{
    setObjectName(u"setupCard"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addLayout(makeHead());
    auto *program = new QVBoxLayout;
    program->setSpacing(0);
    program->addWidget(makeChoices());
    program->addWidget(m_view);
    program->addWidget(m_off);
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_sdks);
    body->addLayout(program, 1);
    column->addLayout(body, 1);
    column->addWidget(makeFoot());

    const int height = ShownLines * m_view->fontMetrics().lineSpacing() + 18;
    m_view->setFixedHeight(height);
    m_off->setObjectName(u"lanIsOff"_s);
    m_off->setFixedHeight(height);
    m_off->setWordWrap(true);
    m_off->setMargin(24);
    m_off->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_off->setBackgroundRole(QPalette::Base);
    m_off->setAutoFillBackground(true);
    m_off->hide();

    connect(m_sdks, &SdkList::currentChanged, this, [this] {
        offerChoices();
        showSnippet();
    });
    connect(m_places, &QTabBar::currentChanged, this, [this] {
        m_wanted = place();
        showSnippet();
    });
    connect(m_schemes, &QTabBar::currentChanged, this, &SetupCard::showSnippet);
    connect(m_copy, &QPushButton::clicked, this, [this] { copyFrom(m_copy, m_view->toPlainText() + u'\n'); });
    offerChoices();
    recolour();
}

QHBoxLayout *SetupCard::makeHead()
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(10, 3, 6, 3);
    head->setSpacing(12);
    auto *title = new QLabel(tr("Connect your SDK"), this);
    title->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    title->setBuddy(m_sdks->list());
    auto *legend = new Legend(tr("lines to add"), this);
    legend->setContentsMargins(8, 0, 0, 0);
    m_copy->setObjectName(u"copySnippetButton"_s);
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(legend);
    head->addWidget(m_copy);
    return head;
}

QWidget *SetupCard::makeChoices()
{
    auto *choices = new QWidget(this);
    auto *row = new QHBoxLayout(choices);
    row->setContentsMargins(6, 0, 6, 0);
    row->setSpacing(12);
    for (const bool overHttps : {false, true}) {
        const int tab = m_schemes->addTab(overHttps ? u"https"_s : u"http"_s);
        m_schemes->setTabData(tab, overHttps);
    }
    row->addWidget(m_places, 1);
    row->addWidget(m_schemes);
    return choices;
}

QWidget *SetupCard::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *column = new QVBoxLayout(foot);
    column->setContentsMargins(10, 8, 10, 8);
    column->setSpacing(4);
    m_install->setAccessibleName(tr("Package"));
    m_notes->setObjectName(u"snippetNote"_s);
    m_notes->setAccessibleName(tr("Notes"));
    m_trust->setObjectName(u"snippetTrust"_s);
    m_trust->setTextInteractionFlags(Qt::TextBrowserInteraction);
    for (QLabel *label : {m_trust, m_notes}) {
        label->setWordWrap(true);
        label->setFont(scaledFont(font(), SmallText));
    }
    m_install->setFont(monoFont(font(), SmallText));
    for (QLabel *label : {m_install, m_notes})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addLayout(m_commands);
    column->addWidget(m_install);
    column->addWidget(m_notes);
    column->addWidget(m_trust);
    column->addStretch(1);
    foot->setMinimumHeight(NoteLines * QFontMetrics(m_notes->font()).lineSpacing() + 20);
    connect(m_trust, &QLabel::linkActivated, this,
        [this] { emit certificateRequested(m_sdks->current().trust); });
    return foot;
}

void SetupCard::setReach(const Reach &reach)
{
    m_reach = reach;
    showSnippet();
}

AppPlace SetupCard::place() const
{
    return m_places->tabData(m_places->currentIndex()).value<AppPlace>();
}

bool SetupCard::overHttps() const
{
    return m_schemes->tabData(m_schemes->currentIndex()).toBool();
}

/// What makes sense for this SDK. A place that was chosen stays where it does; an SDK that insists on https
/// begins with it.
void SetupCard::offerChoices()
{
    const SetupGuide &guide = m_sdks->current();
    const QSignalBlocker quietPlaces(m_places);
    const QSignalBlocker quietSchemes(m_schemes);
    while (m_places->count())
        m_places->removeTab(0);
    for (const AppPlace place : guide.places) {
        const int tab = m_places->addTab(placeWords(place).title);
        m_places->setTabToolTip(tab, placeWords(place).tip);
        m_places->setTabData(tab, QVariant::fromValue(place));
        if (place == m_wanted)
            m_places->setCurrentIndex(tab);
    }
    m_schemes->setTabEnabled(0, guide.https != SetupGuide::Https::Only);
    m_schemes->setCurrentIndex(guide.https == SetupGuide::Https::Possible ? 0 : 1);
}

void SetupCard::showSnippet()
{
    const auto snippet = m_sdks->current().snippet(m_reach, place(), overHttps());
    m_view->setVisible(snippet.has_value());
    m_off->setVisible(!snippet);
    m_copy->setEnabled(snippet.has_value());
    if (snippet)
        m_view->setSnippet(*snippet);
    showWords(snippet.value_or(Snippet()));
}

void SetupCard::showWords(const Snippet &snippet)
{
    const SetupGuide &guide = m_sdks->current();
    m_install->setText(guide.install);
    m_install->setVisible(!guide.install.isEmpty());
    m_notes->setText(snippet.notes.join(u'\n'));
    if (m_command != snippet.command) {
        m_command = snippet.command;
        while (QLayoutItem *item = m_commands->takeAt(0)) {
            delete item->widget();
            delete item;
        }
        if (!m_command.isEmpty())
            m_commands->addWidget(new CodeLine(m_command, tr("Copy the command"), this));
    }
    const QString link = u" <a href=\"certificate\">"_s + tr("Install the certificate\u2026") + u"</a>"_s;
    if (snippet.text.isEmpty())
        m_trust->clear();
    else if (overHttps())
        m_trust->setText(tr("The client has to trust Spectap's certificate.") + link);
    else if (guide.https == SetupGuide::Https::Always)
        m_trust->setText(
            tr("By itself this SDK speaks https. Without these lines it needs the certificate.") + link);
    else
        m_trust->clear();
    m_trust->setVisible(!m_trust->text().isEmpty());
}

void SetupCard::recolour()
{
    const Theme &theme = themeOf(this);
    for (QLabel *label : {m_install, m_notes, m_trust, m_off}) {
        QPalette muted = palette();
        muted.setColor(QPalette::WindowText, theme.text2);
        muted.setColor(QPalette::Text, theme.text2);
        if (label->palette().color(QPalette::WindowText) != theme.text2)
            label->setPalette(muted);
    }
}

void SetupCard::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolour();
}

void SetupCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    painter.setPen(theme.line);
    painter.setBrush(theme.chrome);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace spectap

// SPDX-License-Identifier: MIT
#include "ui/timeline/timelinebar.h"

#include "ui/iconbutton.h"
#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/scaledicon.h"
#include "ui/theme/severityglyphs.h"
#include "ui/theme/tokens.h"
#include "ui/timeline/lanechooser.h"

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include <utility>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

/// "- - before link": a sample of a line with its meaning.
class LegendItem final : public QWidget
{
public:
    LegendItem(const QString &text, bool dashed, QWidget *parent)
        : QWidget(parent)
        , m_text(text)
        , m_dashed(dashed)
    {
        setFont(scaledFont(parent->font(), SmallText));
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
        setAccessibleName(text);
    }

    QSize sizeHint() const override
    {
        return {SampleWidth + 5 + fontMetrics().horizontalAdvance(m_text) + 2, fontMetrics().height()};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = themeOf(this);
        QPainter painter(this);
        QPen pen(theme.text3, 1.2);
        pen.setCapStyle(Qt::FlatCap);
        if (m_dashed)
            pen.setDashPattern({3, 2});
        painter.setPen(pen);
        painter.drawLine(QLineF(0, height() / 2.0 + 0.5, SampleWidth, height() / 2.0 + 0.5));
        painter.setPen(theme.text2);
        painter.drawText(rect().adjusted(SampleWidth + 5, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_text);
    }

private:
    static constexpr int SampleWidth = 18;
    QString m_text;
    bool m_dashed;
};

QString readingWord(IdentityReading reading)
{
    switch (reading) {
    case IdentityReading::Spec:
        return TimelineBar::tr("Spec");
    case IdentityReading::Observed:
        return TimelineBar::tr("Observed");
    case IdentityReading::Unify:
        return TimelineBar::tr("Unify defaults");
    }
    return {};
}

QString orderWord(ReadingOrder order)
{
    return order == ReadingOrder::Arrival ? TimelineBar::tr("In order of arrival")
                                          : TimelineBar::tr("In order of the calls' own time");
}

QAction *addChoice(QMenu *menu, QActionGroup *group, const QString &text, const QString &tip, int value)
{
    QAction *action = menu->addAction(text);
    action->setToolTip(tip);
    action->setStatusTip(tip);
    action->setCheckable(true);
    action->setData(value);
    group->addAction(action);
    return action;
}

} // namespace

TimelineBar::TimelineBar(QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 4, 0);
    row->setSpacing(10);
    m_lanes = new LaneChooser(this);
    row->addWidget(m_lanes);
    addReading();
    addTravel();
    m_progress = new QLabel(this);
    m_progress->setObjectName(u"timelineProgress"_s);
    m_progress->setFont(scaledFont(font(), SmallText));
    m_progress->hide();
    row->addWidget(m_progress);
    row->addStretch();
    m_legend = new QWidget(this);
    m_legend->setObjectName(u"timelineLegend"_s);
    auto *legend = new QHBoxLayout(m_legend);
    legend->setContentsMargins(0, 0, 0, 0);
    legend->setSpacing(row->spacing());
    legend->addWidget(new LegendItem(tr("before link"), true, m_legend));
    legend->addWidget(new LegendItem(tr("linked"), false, m_legend));
    row->addWidget(m_legend);
    m_conflicts = new QToolButton(this);
    m_conflicts->setAutoRaise(true);
    m_conflicts->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_conflicts->setIcon(severityIcon(Severity::Error));
    setScaledIconSize(m_conflicts, 12);
    m_conflicts->setToolTip(tr("Go to the next conflict"));
    m_conflicts->setFocusPolicy(Qt::TabFocus);
    m_conflicts->hide();
    connect(m_conflicts, &QToolButton::clicked, this, &TimelineBar::conflictRequested);
    row->addWidget(m_conflicts);

    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(0);
    row->addLayout(m_buttons);
    QToolButton *fit = addButton(u"fit"_s, tr("Show the whole session"), Qt::Key_0);
    connect(fit, &QToolButton::clicked, this, &TimelineBar::fitRequested);
    QToolButton *out = addButton(u"zout"_s, tr("Zoom out"), Qt::Key_Minus);
    connect(out, &QToolButton::clicked, this, &TimelineBar::zoomOutRequested);
    QToolButton *in = addButton(u"zin"_s, tr("Zoom in"), Qt::Key_Plus);
    connect(in, &QToolButton::clicked, this, &TimelineBar::zoomInRequested);
    for (QToolButton *button : {fit, out, in})
        m_buttons->addWidget(button);
}

bool TimelineBar::event(QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        placeLegend();
    return QWidget::event(event);
}

/// What can be pressed comes first where there is not room for all.
void TimelineBar::placeLegend()
{
    int needed = layout()->sizeHint().width();
    if (m_legend->isHidden())
        needed += m_legend->sizeHint().width() + layout()->spacing();
    m_legend->setHidden(width() < needed);
}

void TimelineBar::addCommand(QAction *action)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->iconText());
    m_buttons->addWidget(button);
}

/// The readings and orders as a menu, each with what it means.
void TimelineBar::addReading()
{
    m_reading = new QToolButton(this);
    m_reading->setObjectName(u"readingButton"_s);
    m_reading->setAutoRaise(true);
    m_reading->setPopupMode(QToolButton::InstantPopup);
    m_reading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_reading->setFocusPolicy(Qt::TabFocus);
    m_reading->setFont(scaledFont(font(), SmallText));
    auto *menu = new QMenu(m_reading);
    menu->setToolTipsVisible(true);
    m_readings = new QActionGroup(menu);
    const std::pair<IdentityReading, QString> choices[] = {
        {IdentityReading::Spec,
            tr("identify and alias join IDs; a second user takes a shared anonymousId over. "
               "What the Segment Spec says.")},
        {IdentityReading::Observed,
            tr("Any call with both IDs joins them: how most warehouses read the same calls.")},
        {IdentityReading::Unify,
            tr("The defaults of Segment Unify: who shares an email, a device or another identifier is one "
               "person, up to one userId per profile and other limits; alias joins nothing.")},
    };
    for (const auto &[reading, words] : choices) {
        QAction *action = addChoice(menu, m_readings, readingWord(reading), words, static_cast<int>(reading));
        connect(
            action, &QAction::triggered, this, [this, reading = reading] { emit readingRequested(reading); });
    }
    menu->addSeparator();
    m_orders = new QActionGroup(menu);
    const std::pair<ReadingOrder, QString> orders[] = {
        {ReadingOrder::Arrival, tr("As the calls came in.")},
        {ReadingOrder::EventTime,
            tr("As things happened, by the senders' corrected clocks: calls that came late stand where they "
               "belong.")},
    };
    for (const auto &[order, words] : orders) {
        QAction *action = addChoice(menu, m_orders, orderWord(order), words, static_cast<int>(order));
        connect(action, &QAction::triggered, this, [this, order = order] { emit orderRequested(order); });
    }
    m_reading->setMenu(menu);
    layout()->addWidget(m_reading);
    setReading(IdentityReading::Spec, ReadingOrder::Arrival, 0);
}

void TimelineBar::addTravel()
{
    m_travel = new QToolButton(this);
    m_travel->setObjectName(u"travelButton"_s);
    m_travel->setAutoRaise(true);
    m_travel->setCheckable(true);
    m_travel->setFocusPolicy(Qt::TabFocus);
    m_travel->setFont(scaledFont(font(), SmallText));
    connect(m_travel, &QToolButton::clicked, this, &TimelineBar::travelRequested);
    layout()->addWidget(m_travel);
    setTravel(0, false);
}

void TimelineBar::setReading(IdentityReading reading, ReadingOrder order, quint32 late)
{
    const QString word = readingWord(reading);
    m_reading->setText(order == ReadingOrder::Arrival
                           ? tr("Reading: %1").arg(word)
                           : tr("Reading: %1, by time", "%1: how IDs are read").arg(word));
    const auto choose = [](const QActionGroup *group, int value) {
        QString tip;
        const QList<QAction *> actions = group->actions();
        for (QAction *action : actions) {
            action->setChecked(action->data().toInt() == value);
            if (action->isChecked())
                tip = action->toolTip();
        }
        return tip;
    };
    QStringList tips{
        tr("Which calls make two IDs one person. %1").arg(choose(m_readings, static_cast<int>(reading))),
        choose(m_orders, static_cast<int>(order))};
    QString lateWords =
        late == 0 ? QString() : tr("%Ln call(s) arrived after later ones.", nullptr, int(late));
    if (late > 0 && !m_others.isEmpty())
        lateWords += u' ' + tr("In the other order these people differ: %1").arg(m_others.join(u", "_s));
    if (late > 0)
        tips += lateWords;
    m_reading->setToolTip(tips.join(u'\n'));
    m_reading->setAccessibleName(m_reading->text());
    m_reading->setAccessibleDescription(lateWords);
    m_orders->actions().constLast()->setText(
        late == 0 ? orderWord(ReadingOrder::EventTime)
                  : tr("%1 (%2 came late)").arg(orderWord(ReadingOrder::EventTime), countText(late)));
}

void TimelineBar::setTravel(quint32 seq, bool possible)
{
    m_travel->setEnabled(seq != 0 || possible);
    m_travel->setChecked(seq != 0);
    m_travel->setText(seq == 0 ? tr("As of now") : tr("As of #%1").arg(seq));
    m_travel->setToolTip(
        seq == 0 ? tr("Show who was who as of the selected call. Dragging along the ruler travels too.")
                 : tr("Back to now"));
    m_travel->setAccessibleName(m_travel->text());
}

void TimelineBar::setProgress(quint32 done, quint32 total)
{
    m_progress->setToolTip({});
    m_progress->setVisible(total > 0);
    if (total > 0)
        m_progress->setText(tr("%1 of %2 calls read").arg(countText(done), countText(total)));
}

void TimelineBar::setReadingBodies(quint32 done, quint32 total)
{
    m_progress->setText(tr("Reading emails and devices, %1 of %2").arg(countText(done), countText(total)));
    m_progress->setToolTip(
        tr("Unify joins by them, and they stand in the calls' bodies. Choose another reading to leave it."));
    m_progress->show();
}

void TimelineBar::setBodiesUnreadable(const QString &reason)
{
    m_progress->setText(tr("Emails and devices cannot be read"));
    m_progress->setToolTip(reason);
    m_progress->show();
}

QToolButton *TimelineBar::addButton(const QString &icon, const QString &name, const QKeySequence &key)
{
    // The key works while the timeline has the focus; a window-wide one would swallow typing.
    QToolButton *button = makeIconButton(icon, name, key, this);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void TimelineBar::setConflicts(quint32 conflicts)
{
    m_conflicts->setVisible(conflicts > 0);
    m_conflicts->setText(conflicts == 1 ? tr("1 conflict") : tr("%L1 conflicts").arg(conflicts));
    m_conflicts->setAccessibleName(m_conflicts->text());
    QPalette colors; // this one role, the others go on following the theme
    colors.setColor(QPalette::ButtonText, themeOf(this).of(Severity::Error).text);
    m_conflicts->setPalette(colors);
}

} // namespace spectap

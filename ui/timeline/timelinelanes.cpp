// SPDX-License-Identifier: MIT
// Which lanes the timeline shows and in which order, as the person wants them: filter, menu, reordering.
#include "model/items/profilecard.h"
#include "ui/timeline/lanecalls.h"
#include "ui/timeline/lanechooser.h"
#include "ui/timeline/timelinenavigation.h"
#include "ui/timeline/timelinepainter.h"
#include "ui/timeline/timelineviewparts.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int ScrollEdge = 24; ///< pixels at the upper and lower end where holding a profile scrolls
constexpr int ScrollStep = 12;
constexpr int ScrollInterval = 30; ///< ms

} // namespace

const LaneFilter &TimelineView::laneFilter() const
{
    return d->layout.arrangement().filter();
}

void TimelineView::setLaneFilter(const LaneFilter &filter)
{
    if (filter == laneFilter())
        return;
    d->layout.arrangement().setFilter(filter);
    d->rowsDirty = true;
    invalidate();
    updateBar();
    reveal(d->currentSeq);
}

void TimelineView::showOnly(const PersonKey &person)
{
    LaneFilter filter = laneFilter();
    filter.show = LaneFilter::Show::Person;
    filter.person = person;
    setLaneFilter(filter);
}

/// The person of the call the cursor is on; nobody: there is none, or its call carries no id.
PersonKey TimelineView::currentPerson() const
{
    const quint32 lane = laneOfCall(d->currentSeq);
    const quint32 header = headerOf(d->timeline, lane);
    if (header == TimelineConnector::NoLane)
        return {};
    const bool profile = d->timeline.lanes()[header].kind == TimelineLane::Kind::Profile;
    return PersonKey::ofLane(d->timeline, profile ? header : lane);
}

void TimelineView::connectLaneChoice()
{
    const LaneChooser *chooser = d->bar->lanes();
    connect(chooser, &LaneChooser::showRequested, this, [this](LaneFilter::Show show) {
        LaneFilter filter = laneFilter();
        filter.show = show;
        if (show == LaneFilter::Show::Person && laneFilter().show != show)
            filter.person = currentPerson();
        setLaneFilter(filter);
    });
    connect(chooser, &LaneChooser::unresolvedRequested, this, [this](bool unresolved) {
        LaneFilter filter = laneFilter();
        filter.unresolved = unresolved;
        setLaneFilter(filter);
    });
    connect(chooser, &LaneChooser::everyoneRequested, this, [this] { setLaneFilter({}); });
    d->moveScroll.setInterval(ScrollInterval);
    connect(&d->moveScroll, &QTimer::timeout, this, [this] {
        verticalScrollBar()->setValue(verticalScrollBar()->value() + d->moveScrollBy);
        viewport()->update();
    });
}

void TimelineView::updateLaneChoice()
{
    const LaneFilter &filter = laneFilter();
    QString name;
    if (filter.show == LaneFilter::Show::Person)
        name = QString::fromUtf8(d->document->strings().at(filter.person.value));
    d->bar->lanes()->setLanes(
        filter, d->layout.profilesShown(), d->lens->graph().profileCount(), name, currentPerson().value != 0);
}

/// Why no lane is shown although there are calls.
QString TimelineView::wordsForNoLanes() const
{
    switch (laneFilter().show) {
    case LaneFilter::Show::Conflicts:
        return tr("No profile has a conflict.");
    case LaneFilter::Show::Person:
        return tr("This person has no call yet.");
    case LaneFilter::Show::Everyone:
        return tr("No ID has been identified. Show unresolved IDs to see the others.");
    }
    return {};
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    ensureLayout();
    quint32 lane = d->layout.laneAt(event->pos().y());
    QPoint at = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        lane = laneOfCall(d->currentSeq);
        if (lane == TimelineConnector::NoLane && !d->layout.lanes().empty())
            lane = d->layout.lanes().front().lane;
        const int top = lane == TimelineConnector::NoLane ? -1 : d->layout.topOf(lane);
        at = viewport()->mapToGlobal(QPoint(d->layout.metrics().gutter / 2,
            qBound(0, top - verticalScrollBar()->value() + 2 * d->layout.metrics().ruler,
                viewport()->height())));
    }
    if (lane == TimelineConnector::NoLane)
        return;
    QMenu *menu = laneMenu(lane);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(at);
}

/// What it offers is held by ids and calls: lanes have other numbers as soon as a call comes.
QMenu *TimelineView::laneMenu(quint32 lane)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"laneMenu"_s);
    const TimelineLane &row = d->timeline.lanes()[lane];
    const bool isId = row.kind == TimelineLane::Kind::Id;
    const bool isProfile = row.kind == TimelineLane::Kind::Profile;
    const auto offer = [this, menu](const QString &text, bool possible, auto &&work) {
        QAction *action = menu->addAction(text);
        action->setEnabled(possible);
        connect(action, &QAction::triggered, this, std::forward<decltype(work)>(work));
    };
    if (isId || isProfile) {
        const IdentityGraph &graph = d->timeline.graph();
        const StringPool &strings = d->document->strings();
        const QString value = isId ? QString::fromUtf8(strings.at(graph.ids()[row.id].value))
                                   : TimelinePainter::idOf(d->timeline, lane, strings);
        // A quote ends a quoted value of the filter language, which has no escape for it.
        const QString query = isProfile              ? profileFilter(profileCard(graph, strings, row.profile))
                              : value.contains(u'"') ? QString()
                              : row.tag == IdKind::External ? u'"' + value + u'"'
                                                            : QString(u"id:\"" + value + u'"');
        offer(isId ? tr("&Filter to this ID") : tr("&Filter to this person"), !query.isEmpty(),
            [this, query] { emit filterRequested(query); });
        offer(tr("Copy &ID"), true, [value] { QGuiApplication::clipboard()->setText(value); });
        const quint32 header = headerOf(d->timeline, lane);
        const bool resolved = d->timeline.lanes()[header].kind == TimelineLane::Kind::Profile;
        const PersonKey person = PersonKey::ofLane(d->timeline, resolved ? header : lane);
        if (laneFilter().show != LaneFilter::Show::Person)
            offer(tr("Show &only this profile"), true, [this, person] { showOnly(person); });
        menu->addSeparator();
    }
    if (laneFilter().isActive()) {
        offer(tr("Show &all profiles"), true, [this] { setLaneFilter({}); });
        menu->addSeparator();
    }
    const LaneCalls calls = callsOfLane(d->timeline, lane);
    const std::pair<QString, quint32> places[] = {{tr("Go to first &call"), calls.first},
        {tr("Go to first &link"), calls.link}, {tr("Go to first conflic&t"), calls.conflict}};
    for (const auto &[text, seq] : places)
        offer(text, seq != 0, [this, seq = seq] { activate(seq); });
    if (const quint32 header = headerOf(d->timeline, lane); movable(header)) {
        const PersonKey person = PersonKey::ofLane(d->timeline, header);
        menu->addSeparator();
        for (const int direction : {-1, 1}) {
            const QKeySequence key(Qt::ALT | Qt::SHIFT | (direction < 0 ? Qt::Key_Up : Qt::Key_Down));
            const QString text = direction < 0 ? tr("Move profile &up") : tr("Move profile &down");
            offer(text + u'\t' + key.toString(QKeySequence::NativeText),
                d->layout.profileBeside(header, direction) != TimelineConnector::NoLane,
                [this, person, direction] { moveProfile(d->layout.headerOfPerson(person), direction); });
        }
    }
    return menu;
}

bool TimelineView::movable(quint32 header) const
{
    return header != TimelineConnector::NoLane &&
           d->timeline.lanes()[header].kind == TimelineLane::Kind::Profile;
}

/// Past the profile above (-1) or below (1).
void TimelineView::moveProfile(quint32 header, int direction)
{
    if (!movable(header))
        return;
    const quint32 neighbour = d->layout.profileBeside(header, direction);
    if (neighbour != TimelineConnector::NoLane)
        putProfile(header, neighbour, direction > 0);
}

void TimelineView::putProfile(quint32 header, quint32 beside, bool below)
{
    d->layout.arrangement().move(d->timeline, header, beside, below);
    d->rowsDirty = true;
    invalidate();
    const int top = d->layout.topOf(header);
    QScrollBar *bar = verticalScrollBar();
    bar->setValue(qBound(top + d->layout.metrics().header - bar->pageStep(), bar->value(), top));
}

/// Alt, Shift and an arrow move the profile of the current lane.
bool TimelineView::moveProfileByKey(const QKeyEvent &event)
{
    const int key = event.key();
    if (key == Qt::Key_Escape && d->moving.value != 0) {
        dropProfile(false);
        d->moveGivenUp = true;
        return true;
    }
    if ((event.modifiers() & ~Qt::KeypadModifier) != (Qt::AltModifier | Qt::ShiftModifier) ||
        (key != Qt::Key_Up && key != Qt::Key_Down))
        return false;
    moveProfile(headerOf(d->timeline, laneOfCall(d->currentSeq)), key == Qt::Key_Up ? -1 : 1);
    return true;
}

/// While a profile is dragged by its name; false: the drag is about something else.
bool TimelineView::dragProfile(QPoint at)
{
    if (d->pressed.x() >= d->layout.metrics().gutter || d->dragging)
        return false;
    if (d->moveGivenUp)
        return true;
    if (d->moving.value == 0) {
        ensureLayout();
        const quint32 header = headerOf(d->timeline, d->layout.laneAt(d->pressed.y()));
        if (!movable(header))
            return false;
        if ((at - d->pressed).manhattanLength() < QApplication::startDragDistance())
            return true;
        d->moving = PersonKey::ofLane(d->timeline, header);
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
    const int top = d->layout.metrics().ruler;
    d->moveScrollBy = at.y() < top + ScrollEdge                    ? -ScrollStep
                      : at.y() > viewport()->height() - ScrollEdge ? ScrollStep
                                                                   : 0;
    if (d->moveScrollBy == 0)
        d->moveScroll.stop();
    else if (!d->moveScroll.isActive())
        d->moveScroll.start();
    d->movingAt = at;
    viewport()->update();
    return true;
}

/// Ends a drag that dragProfile() began; false: there was none.
bool TimelineView::dropProfile(bool here)
{
    if (d->moving.value == 0)
        return std::exchange(d->moveGivenUp, false);
    d->moveScroll.stop();
    ensureLayout();
    const quint32 header = d->layout.headerOfPerson(std::exchange(d->moving, {}));
    const DropPlace place = d->layout.dropAt(d->movingAt.y());
    viewport()->unsetCursor();
    viewport()->update();
    if (here && movable(header) && place.beside != TimelineConnector::NoLane)
        putProfile(header, place.beside, place.below);
    return true;
}

/// Where the profile that is held would land.
void TimelineView::paintDrop(QPainter &painter, const Theme &theme) const
{
    if (d->moving.value == 0)
        return;
    const quint32 held = d->layout.headerOfPerson(d->moving);
    const auto &lanes = d->layout.lanes();
    const auto row = std::ranges::find(lanes, held, &LaneGeometry::lane);
    if (row != lanes.end()) {
        painter.setPen(QPen(theme.accent, 1));
        painter.drawRect(QRect(0, row->top, d->layout.metrics().gutter - 2, row->height - 1));
    }
    const DropPlace place = d->layout.dropAt(d->movingAt.y());
    if (place.beside == TimelineConnector::NoLane)
        return;
    painter.fillRect(0, place.y - 1, viewport()->width(), 2, theme.accent);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.accent, 2));
    painter.setBrush(theme.base);
    painter.drawEllipse(QPointF(5, place.y), 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace spectap

// SPDX-License-Identifier: MIT
#include "ui/timeline/timelineaccessible.h"

#include "ui/timeline/lanehints.h"
#include "ui/timeline/timelinenavigation.h"
#include "ui/timeline/timelineviewparts.h"

#include <QPointer>

#include <algorithm>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

bool isHeader(const TimelineLane &lane)
{
    return lane.kind == TimelineLane::Kind::Profile || lane.kind == TimelineLane::Kind::Unresolved;
}

QAccessibleInterface *timelineFactory(const QString &className, QObject *object)
{
    auto *view = className == u"spectap::TimelineView"_s ? qobject_cast<TimelineView *>(object) : nullptr;
    return view ? new TimelineAccessible(view) : nullptr;
}

TimelineAccessible::Listener listening = nullptr; ///< null: QAccessible itself

void announce(QAccessibleEvent &event)
{
    listening ? listening(&event) : QAccessible::updateAccessibility(&event);
}

/// What is there already: making it for an event that nobody waits for would be too much.
TimelineAccessible *existing(TimelineView *view)
{
    return QAccessible::isActive() || listening
               ? dynamic_cast<TimelineAccessible *>(QAccessible::queryAccessibleInterface(view))
               : nullptr;
}

} // namespace

/// A lane. Goes on existing when its number means another lane or none; isValid() tells.
class TimelineAccessible::Lane final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    Lane(TimelineView *view, quint32 lane)
        : m_view(view)
        , m_lane(lane)
    {
    }

    [[nodiscard]] quint32 lane() const { return m_lane; }
    bool isValid() const override
    {
        return m_view && m_lane < parts().timeline.lanes().size() && parts().layout.topOf(m_lane) >= 0;
    }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    int childCount() const override { return isValid() && hasCurrent() ? 1 : 0; }
    QAccessibleInterface *child(int index) const override
    {
        return index == 0 && childCount() == 1 ? root()->currentCall() : nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        return child && childCount() == 1 && child == root()->currentCall() ? 0 : -1;
    }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessible::Role role() const override { return QAccessible::TreeItem; }

    QString text(QAccessible::Text kind) const override
    {
        return isValid() && kind == QAccessible::Name
                   ? laneSpoken(parts().timeline, *parts().document, m_lane)
                   : QString();
    }
    void setText(QAccessible::Text, const QString &) override {}

    QRect rect() const override
    {
        if (!isValid())
            return {};
        m_view->ensureLayout();
        const TimelineLayout &layout = parts().layout;
        for (const LaneGeometry &geometry : layout.lanes()) {
            if (geometry.lane == m_lane)
                return {m_view->viewport()->mapToGlobal(QPoint(0, geometry.top)),
                    QSize(m_view->viewport()->width(), geometry.height)};
        }
        return {};
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.selectable = true;
        state.focusable = true;
        state.selected = hasCurrent();
        state.offscreen = rect().isEmpty();
        const TimelineLane &row = parts().timeline.lanes()[m_lane];
        if (isHeader(row) && row.children > 0) {
            state.expandable = true;
            state.collapsed = parts().layout.isCollapsed(m_lane);
            state.expanded = !state.collapsed;
        }
        return state;
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this)
                                                    : nullptr;
    }
    /// Press goes to the first call; headers fold and unfold.
    QStringList actionNames() const override
    {
        QStringList names{pressAction()};
        if (state().expandable)
            names += toggleAction();
        return names;
    }
    void doAction(const QString &name) override
    {
        if (!isValid())
            return;
        if (name == toggleAction() && state().expandable)
            m_view->toggleFolded(m_lane);
        else if (name == pressAction())
            m_view->activateLane(m_lane);
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    using Parts = TimelineView::Parts;
    [[nodiscard]] Parts &parts() const { return *m_view->d; }
    [[nodiscard]] TimelineAccessible *root() const
    {
        return dynamic_cast<TimelineAccessible *>(QAccessible::queryAccessibleInterface(m_view));
    }
    [[nodiscard]] bool hasCurrent() const
    {
        return parts().currentSeq != 0 && m_view->laneOfCall(parts().currentSeq) == m_lane;
    }

    QPointer<TimelineView> m_view;
    quint32 m_lane;
};

/// The current call, whichever that is.
class TimelineAccessible::Call final : public QAccessibleInterface
{
public:
    explicit Call(TimelineView *view)
        : m_view(view)
    {
    }

    bool isValid() const override { return m_view && m_view->d->currentSeq != 0; }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return nullptr; }
    QAccessibleInterface *parent() const override
    {
        auto *root = dynamic_cast<TimelineAccessible *>(QAccessible::queryAccessibleInterface(m_view.data()));
        return root && isValid() ? root->lane(m_view->laneOfCall(m_view->d->currentSeq)) : nullptr;
    }
    int childCount() const override { return 0; }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessible::Role role() const override { return QAccessible::TreeItem; }
    QString text(QAccessible::Text kind) const override
    {
        if (!isValid() || (kind != QAccessible::Name && kind != QAccessible::Description))
            return {};
        const auto &parts = *m_view->d;
        const TimelineHint hint =
            hintOfCall(parts.timeline, *parts.document, parts.reading, parts.currentSeq);
        return kind == QAccessible::Name ? hint.spoken() : hint.text();
    }
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override
    {
        const QRect mark = isValid() ? m_view->markOf(m_view->d->currentSeq) : QRect();
        return mark.isEmpty() ? mark : QRect(m_view->viewport()->mapToGlobal(mark.topLeft()), mark.size());
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invalid = !isValid();
        state.selectable = true;
        state.selected = true;
        state.focusable = true;
        state.focused = m_view && m_view->hasFocus();
        return state;
    }

private:
    QPointer<TimelineView> m_view;
};

TimelineAccessible::TimelineAccessible(TimelineView *view)
    : QAccessibleWidget(view, QAccessible::Tree)
{
}

TimelineAccessible::~TimelineAccessible()
{
    forget();
    if (m_call != 0)
        QAccessible::deleteAccessibleInterface(m_call);
}

void TimelineAccessible::setListener(Listener listener)
{
    listening = listener;
}

void TimelineAccessible::install()
{
    QAccessible::installFactory(timelineFactory);
}

TimelineView *TimelineAccessible::view() const
{
    return static_cast<TimelineView *>(widget());
}

void TimelineAccessible::forget() const
{
    const QHash<quint32, QAccessible::Id> lanes = std::exchange(m_lanes, {});
    for (const QAccessible::Id id : lanes)
        QAccessible::deleteAccessibleInterface(id);
}

int TimelineAccessible::childCount() const
{
    return QAccessibleWidget::childCount() + static_cast<int>(view()->d->layout.shownLanes().size());
}

QAccessibleInterface *TimelineAccessible::child(int index) const
{
    const int widgets = QAccessibleWidget::childCount();
    if (index < widgets)
        return QAccessibleWidget::child(index);
    const std::vector<quint32> &shown = view()->d->layout.shownLanes();
    const auto place = static_cast<std::size_t>(index - widgets);
    return place < shown.size() ? lane(shown[place]) : nullptr;
}

int TimelineAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    if (const auto *one = dynamic_cast<const Lane *>(child)) {
        const std::vector<quint32> &shown = view()->d->layout.shownLanes();
        const auto place = std::ranges::find(shown, one->lane());
        return place == shown.end()
                   ? -1
                   : QAccessibleWidget::childCount() + static_cast<int>(place - shown.begin());
    }
    return QAccessibleWidget::indexOfChild(child);
}

QAccessibleInterface *TimelineAccessible::childAt(int x, int y) const
{
    const QWidget *viewport = view()->viewport();
    const QPoint at = viewport->mapFromGlobal(QPoint(x, y));
    if (viewport->rect().contains(at)) {
        view()->ensureLayout();
        if (QAccessibleInterface *found = lane(view()->d->layout.laneAt(at.y())))
            return found;
    }
    return QAccessibleWidget::childAt(x, y);
}

QAccessibleInterface *TimelineAccessible::focusChild() const
{
    if (view()->hasFocus()) {
        if (QAccessibleInterface *call = currentCall())
            return call;
    }
    return QAccessibleWidget::focusChild();
}

QAccessibleInterface *TimelineAccessible::lane(quint32 lane) const
{
    if (lane >= view()->d->timeline.lanes().size() || view()->d->layout.topOf(lane) < 0)
        return nullptr; // not shown
    if (const auto known = m_lanes.constFind(lane); known != m_lanes.constEnd())
        return QAccessible::accessibleInterface(*known);
    auto *made = new Lane(view(), lane);
    m_lanes.insert(lane, QAccessible::registerAccessibleInterface(made));
    return made;
}

QAccessibleInterface *TimelineAccessible::currentCall() const
{
    const quint32 seq = view()->d->currentSeq;
    if (seq == 0 || view()->laneOfCall(seq) == TimelineConnector::NoLane)
        return nullptr;
    if (m_call == 0)
        m_call = QAccessible::registerAccessibleInterface(new Call(view()));
    return QAccessible::accessibleInterface(m_call);
}

void TimelineAccessible::tellLanesChanged(TimelineView *view)
{
    if (TimelineAccessible *timeline = existing(view)) {
        timeline->forget();
        QAccessibleEvent event(view, QAccessible::ObjectReorder);
        announce(event);
    }
}

void TimelineAccessible::tellCurrentCall(TimelineView *view)
{
    const TimelineAccessible *timeline = existing(view);
    QAccessibleInterface *call = timeline ? timeline->currentCall() : nullptr;
    if (!call)
        return;
    QAccessibleEvent renamed(call, QAccessible::NameChanged);
    announce(renamed);
    if (view->hasFocus()) {
        QAccessibleEvent focused(call, QAccessible::Focus);
        announce(focused);
    }
}

} // namespace spectap

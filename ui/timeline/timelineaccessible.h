// SPDX-License-Identifier: MIT
#pragma once

#include <QAccessibleWidget>
#include <QHash>

namespace spectap {

class TimelineView;

/// The timeline for assistive technology: behind the widgets on it come the lanes it shows, named with what
/// is on them, the current call below its own. Lanes are made when they are asked for: ten thousand cost
/// nothing.
class TimelineAccessible final : public QAccessibleWidget
{
public:
    explicit TimelineAccessible(TimelineView *view);
    ~TimelineAccessible() override;

    /// Takes what there is to announce. A test may listen in: without a screen reader Qt drops it.
    using Listener = void (*)(QAccessibleEvent *event);
    static void setListener(Listener listener);
    /// Has timelines answer so from now on.
    static void install();
    /// Lanes have other numbers, or others are on them.
    static void tellLanesChanged(TimelineView *view);
    /// Another call is the current one.
    static void tellCurrentCall(TimelineView *view);

    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface *child(int index) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override;
    [[nodiscard]] QAccessibleInterface *focusChild() const override;

    [[nodiscard]] TimelineView *view() const;
    [[nodiscard]] QAccessibleInterface *lane(quint32 lane) const;
    /// Null while there is none, or it is on no lane.
    [[nodiscard]] QAccessibleInterface *currentCall() const;

private:
    class Lane;
    class Call;
    void forget() const;

    mutable QHash<quint32, QAccessible::Id> m_lanes; ///< those that somebody has asked for
    mutable QAccessible::Id m_call = 0;
};

} // namespace spectap

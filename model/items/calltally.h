// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"

#include <QHash>
#include <QTimer>

#include <array>
#include <vector>

namespace spectap {

/// Calls and those of them with an error or a warning.
struct CallCount
{
    quint32 calls = 0;
    quint32 problems = 0;

    bool operator==(const CallCount &) const = default;
};

/// Counts every call received by source, type and name, whatever the filter shows. Grows with the session at
/// most four times a second; counts anew, in slices of some milliseconds, when verdicts have changed, and
/// shows what it had until then. Lives in the UI thread.
class CallTally : public QObject
{
    Q_OBJECT

public:
    explicit CallTally(SessionDocument *document, QObject *parent = nullptr);

    /// Calls of one type with one name (0: none), in order of first appearance.
    struct Event
    {
        CallType type = CallType::Unknown;
        StringId name = 0;
        CallCount count;
        bool nearMiss = false; ///< a call of them is found to be named nearly as one the Spec knows
    };
    [[nodiscard]] const std::vector<CallCount> &sources() const { return m_shown.sources; } ///< by source
    [[nodiscard]] const std::array<CallCount, CallTypeCount> &types() const { return m_shown.types; }
    [[nodiscard]] const std::vector<Event> &events() const { return m_shown.events; }
    /// How many calls are in the counts.
    [[nodiscard]] quint32 size() const { return m_shown.size; }
    /// Whether everything there is has been counted.
    [[nodiscard]] bool isSettled() const { return !m_timer.isActive(); }

signals:
    void changed();
    /// The session is another one: events are numbered anew.
    void reset();

private:
    struct Counts
    {
        std::vector<CallCount> sources;
        std::array<CallCount, CallTypeCount> types{};
        std::vector<Event> events;
        QHash<quint64, quint32> numbers; ///< of events, by type and name
        quint32 size = 0;

        void add(const CallRow &row);
    };
    void startOver();
    void count();

    SessionDocument *m_document;
    Counts m_shown;
    Counts m_next;        ///< takes over when it has everything
    bool m_again = false; ///< m_next is being counted
    QTimer m_timer;
};

} // namespace spectap

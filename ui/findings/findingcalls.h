// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/eventtablemodel.h"
#include "model/items/violationmodel.h"

#include <optional>

namespace spectap {

/// Shows the calls behind a number: in the table only these, or one after the other. The filter language has
/// no word for a finding, so the calls are looked up in the session's file; while they are shown alone, those
/// that come are added as they are counted.
class FindingCalls final : public QObject
{
    Q_OBJECT

public:
    /// `scan` must have been made before: it starts over before this asks again.
    FindingCalls(SessionDocument *document, EventTableModel *table, ViolationModel *violations,
        SessionScan *scan, QObject *parent);

    /// Shows only these in the table, beside its filter.
    void showOnly(const FindingSelection &selection, const QString &words);
    void showAll();
    /// Empty: all calls are shown. Else which ones, in words.
    [[nodiscard]] QString shownWords() const { return m_words; }
    /// Opens the first of the calls, or the next or previous one from call `seq`; goes around at the ends.
    void openFirst(const FindingSelection &selection);
    void step(const FindingSelection &selection, quint32 seq, int direction);

signals:
    /// Another selection is shown alone, or none.
    void shownChanged();
    /// Call `seq`, to be opened at what the selection is about.
    void callFound(quint32 seq, const spectap::FindingSelection &selection);

private:
    void take(const std::vector<quint32> &seqs);
    void look();
    void followCounts();
    void forget();

    struct Step
    {
        FindingSelection selection;
        quint32 seq = 0;
        int direction = 0;
    };
    EventTableModel *m_table;
    ViolationModel *m_violations;
    SessionScan *m_scan;
    std::optional<FindingSelection> m_only;
    QString m_words;
    quint32 m_onlyCount = 0; ///< calls there were when they were looked for
    bool m_onlyDue = false;  ///< they are to be looked for
    std::optional<Step> m_step;
    enum class Looking : quint8
    {
        Nothing,
        Only,
        Step
    };
    Looking m_looking = Looking::Nothing;
};

} // namespace spectap

// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"
#include "model/items/sessionscan.h"
#include "model/items/violationtally.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace spectap {

enum ViolationColumn
{
    ViolationNameColumn,
    ViolationCallsColumn,
    ViolationShareColumn,
    ViolationFindingsColumn,
    ViolationFirstColumn,
    ViolationLastColumn,
    ViolationColumnCount
};

/// Facts of a group of findings; ui/ makes words and colours.
enum ViolationRole
{
    ViolationKindRole = Qt::UserRole + 1, ///< int of ViolationNode::Kind
    ViolationRuleRole,     ///< int of Rule: its own, or that of the group around it; 0: several
    ViolationRuleNameRole, ///< QString: "near-miss"
    ViolationSetRole,      ///< int of RuleSet
    ViolationSeverityRole, ///< int of Severity: the worst in it
    ViolationTypeRole,     ///< int of CallType, own or around; 0: several
    ViolationEventRole,    ///< QString: name of the event, own or around; empty for a call without
    ViolationSourceRole,   ///< int: index of the source, -1: all
    ViolationPatternRole,  ///< QString: "/properties/products/[]/price", empty: the whole call
    ViolationCallsRole,    ///< uint: calls with such findings
    ViolationShareRole,    ///< double in 0…1: of all calls looked at
    ViolationFindingsRole, ///< quint64
    ViolationFirstSeqRole, ///< uint
    ViolationLastSeqRole,
    ViolationFirstTimeRole, ///< qint64 µs: when the first arrived
    ViolationLastTimeRole
};

/// What is wrong in the session, grouped and counted, worst first. Shows the snapshots of a SessionScan;
/// rows keep their place in views while counts grow.
class ViolationModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    /// Rows of the first snapshot appear once `scan` was asked for violations (SessionScan::setWanted).
    ViolationModel(SessionDocument *document, SessionScan *scan, QObject *parent = nullptr);

    void setGrouping(ViolationGrouping grouping);
    [[nodiscard]] ViolationGrouping grouping() const { return m_grouping; }
    /// Findings less severe are not shown; Warning at first.
    void setLeastSeverity(Severity severity);
    [[nodiscard]] Severity leastSeverity() const { return m_least; }

    /// Hides the findings at once and has the scan count without them. Undo with unmute().
    void mute(const Mute &mute);
    void unmute(const Mute &mute);
    void setMutes(std::vector<Mute> mutes);
    [[nodiscard]] const std::vector<Mute> &mutes() const { return m_scan->mutes(); }
    /// The mute for the row: its rule, on its event and field where it has them. None for a row that is
    /// above the rules (an event, a source).
    [[nodiscard]] std::optional<Mute> muteFor(const QModelIndex &index, bool always) const;
    /// Findings that are muted, of all severities.
    [[nodiscard]] quint64 mutedFindings() const { return m_snapshot ? m_snapshot->mutedFindings : 0; }
    /// Those that one of mutes() takes; 0 until it has been counted.
    [[nodiscard]] quint64 mutedFindings(const Mute &mute) const;

    /// What SessionScan::findCalls() wants to hear to find the calls of the row.
    [[nodiscard]] FindingSelection selectionFor(const QModelIndex &index) const;
    /// The calls of a selection as far as they have been counted: of a rule, a rule and an event, or those
    /// and a field; of an event; of a source and any of these.
    [[nodiscard]] Sightings seen(const FindingSelection &selection) const;
    /// Calls that have been looked at.
    [[nodiscard]] quint32 callsCounted() const { return m_snapshot ? m_snapshot->lastSeq : 0; }
    /// Findings that all mutes together take, are counted and told: mutedFindings() is of mutes().
    [[nodiscard]] bool countsAreCurrent() const { return m_snapshot && m_snapshot->mutes == mutes(); }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

signals:
    void mutesChanged();
    /// Counts in rows or mutedFindings() may be others.
    void countsChanged();

private:
    struct Shown
    {
        int row = -1; ///< -1: not listed
        std::vector<int> children;
    };
    void show(std::shared_ptr<const ViolationSnapshot> snapshot);
    void reset(std::shared_ptr<const ViolationSnapshot> snapshot);
    void syncAll();
    void sync(int parent, std::vector<std::vector<int>> &below);
    void unlist(int number);
    void renumber(const std::vector<int> &children);

    [[nodiscard]] const ViolationNode &node(int number) const;
    [[nodiscard]] const Sightings &callsOf(const ViolationNode &node) const;
    [[nodiscard]] double shareOf(const Sightings &calls) const;
    [[nodiscard]] const ViolationNode *nearest(int number, ViolationNode::Kind kind) const;
    [[nodiscard]] Mute muteOf(int number) const;
    [[nodiscard]] bool fits(const ViolationNode &node, const FindingSelection &selection) const;
    [[nodiscard]] bool isMuted(int number) const;
    [[nodiscard]] int nodeAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexFor(int number, int column = 0) const;
    [[nodiscard]] qint64 timeOf(quint32 seq) const;
    [[nodiscard]] QString sourceName(quint16 source) const;
    [[nodiscard]] QVariant display(int number, int column) const;

    SessionDocument *m_document;
    SessionScan *m_scan;
    ViolationGrouping m_grouping = ViolationGrouping::Rule;
    Severity m_least = Severity::Warning;
    std::shared_ptr<const ViolationSnapshot> m_snapshot; ///< null: nothing yet
    std::vector<Shown> m_shown;                          ///< by node
};

} // namespace spectap

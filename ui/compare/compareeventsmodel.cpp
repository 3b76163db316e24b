// SPDX-License-Identifier: MIT
#include "ui/compare/compareeventsmodel.h"

#include "model/support/utf8.h"
#include "ui/findings/rulewords.h"
#include "ui/numbers.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace spectap {

bool CompareEventsModel::setFiles(std::shared_ptr<const ComparedFiles> files)
{
    std::vector<Section> sections = sectionsOf(files.get());
    const bool alike = m_files && sections == m_sections;
    if (!alike)
        beginResetModel();
    m_files = std::move(files);
    m_sections = std::move(sections);
    if (!alike) {
        endResetModel();
        return false;
    }
    for (int i = 0; i < rowCount(); ++i) {
        const QModelIndex section = index(i, 0);
        emit dataChanged(index(0, 0, section), index(rowCount(section) - 1, CompareColumnCount - 1, section));
    }
    return true;
}

void CompareEventsModel::setHideSame(bool hide)
{
    if (hide == m_hideSame)
        return;
    beginResetModel();
    m_hideSame = hide;
    m_sections = sectionsOf(m_files.get());
    endResetModel();
}

quint32 CompareEventsModel::sameCount() const
{
    return m_files ? m_files->comparison.count(EventNews::Same) : 0;
}

std::vector<CompareEventsModel::Section> CompareEventsModel::sectionsOf(const ComparedFiles *files) const
{
    std::vector<Section> sections;
    if (!files)
        return sections;
    const SessionComparison &found = files->comparison;
    const auto put = [&sections](Section &&section) {
        if (!section.rows.empty())
            sections.push_back(std::move(section));
    };
    const auto addEvents = [&](EventNews news, const QString &title) {
        Section section{title, {}};
        for (std::size_t i = 0; i < found.events().size(); ++i) {
            const EventComparison &event = found.events()[i];
            if (event.news == news)
                section.rows.push_back({Kind::Event, i, QByteArray(char(event.type) + event.name)});
        }
        put(std::move(section));
    };
    addEvents(EventNews::Gone, tr("Gone from B"));
    addEvents(EventNews::New, tr("New in B"));
    addEvents(EventNews::Changed, tr("Changed"));
    Section sources{tr("Sources"), {}};
    for (std::size_t i = 0; i < found.sources().size(); ++i) {
        const SourceComparison &source = found.sources()[i];
        if (!m_hideSame || (source.news != EventNews::Same && source.news != EventNews::Volume))
            sources.rows.push_back({Kind::Source, i, source.library});
    }
    put(std::move(sources));
    Section mistakes{tr("Identity"), {}};
    for (std::size_t i = 0; i < found.identity().size(); ++i)
        mistakes.rows.push_back({Kind::Mistake, i, ruleName(found.identity()[i].rule).toByteArray()});
    put(std::move(mistakes));
    addEvents(EventNews::Unseen, tr("Not seen yet in B"));
    addEvents(EventNews::Volume, tr("Volume only"));
    if (!m_hideSame)
        addEvents(EventNews::Same, tr("Same"));
    return sections;
}

QString CompareEventsModel::titleAt(const QModelIndex &section) const
{
    return m_sections[static_cast<std::size_t>(section.row())].title;
}

const CompareEventsModel::Row *CompareEventsModel::rowAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return nullptr;
    return &m_sections[index.internalId() - 1].rows[static_cast<std::size_t>(index.row())];
}

const EventComparison *CompareEventsModel::eventAt(const QModelIndex &index) const
{
    const Row *row = rowAt(index);
    return row && row->kind == Kind::Event ? &m_files->comparison.events()[row->index] : nullptr;
}

const SourceComparison *CompareEventsModel::sourceAt(const QModelIndex &index) const
{
    const Row *row = rowAt(index);
    return row && row->kind == Kind::Source ? &m_files->comparison.sources()[row->index] : nullptr;
}

FieldChange CompareEventsModel::signAt(const Row &row) const
{
    switch (row.kind) {
    case Kind::Event:
        return signOf(m_files->comparison.events()[row.index].news);
    case Kind::Source:
        return signOf(m_files->comparison.sources()[row.index].news);
    case Kind::Mistake:
        break;
    }
    const IdentityComparison &mistake = m_files->comparison.identity()[row.index];
    return mistake.a == 0   ? FieldChange::Added
           : mistake.b == 0 ? FieldChange::Gone
                            : FieldChange::ValueChanged;
}

const std::vector<FieldComparison> &CompareEventsModel::fieldsAt(const Row &row) const
{
    static const std::vector<FieldComparison> none;
    switch (row.kind) {
    case Kind::Event:
        return m_files->comparison.events()[row.index].fields;
    case Kind::Source:
        return m_files->comparison.sources()[row.index].fields;
    case Kind::Mistake:
        break;
    }
    return none;
}

Severity CompareEventsModel::levelAt(const Row &row) const
{
    switch (row.kind) {
    case Kind::Event:
        return m_files->comparison.events()[row.index].level;
    case Kind::Source:
        return m_files->comparison.sources()[row.index].level;
    case Kind::Mistake:
        break;
    }
    return m_files->comparison.identity()[row.index].level;
}

const SentFields &CompareEventsModel::treeAt(const Row &row, DiffSide side) const
{
    static const SentFields none;
    const bool isA = side == DiffSide::A;
    const SessionTally &tally = isA ? m_files->a->tally : m_files->b->tally;
    if (row.kind == Kind::Event) {
        const EventComparison &event = m_files->comparison.events()[row.index];
        return tally.event(isA ? event.a : event.b).fields;
    }
    if (row.kind == Kind::Source) {
        const SourceComparison &source = m_files->comparison.sources()[row.index];
        return tally.source(isA ? source.a : source.b).fields;
    }
    return none;
}

QString CompareEventsModel::nameOf(const Row &row) const
{
    switch (row.kind) {
    case Kind::Event: {
        const EventComparison &event = m_files->comparison.events()[row.index];
        return eventText(event.type, event.name);
    }
    case Kind::Source: {
        const QByteArray &library = m_files->comparison.sources()[row.index].library;
        return library.isEmpty() ? tr("No library named") : utf8(library);
    }
    case Kind::Mistake:
        break;
    }
    return ruleTitle(m_files->comparison.identity()[row.index].rule);
}

/// "1 type changed, 2 gone": what the rings of the column say, and what follows them.
QString CompareEventsModel::changesOf(const Row &row) const
{
    QStringList parts;
    for (const FieldNews news : {FieldNews::TypeChanged, FieldNews::Gone, FieldNews::NewValues,
             FieldNews::SentLess, FieldNews::Added, FieldNews::SentMore}) {
        quint32 count = 0;
        for (const FieldComparison &field : fieldsAt(row))
            count += field.news == news && !field.inside ? 1U : 0U;
        if (count > 0)
            parts += QString(countText(count) + u' ' + newsWord(news).toLower());
    }
    const QString words =
        row.kind == Kind::Event
            ? eventWords(m_files->comparison.events()[row.index], m_files->options.unfinished)
        : row.kind == Kind::Source ? sourceWords(m_files->comparison.sources()[row.index])
                                   : identityWords(m_files->comparison.identity()[row.index]);
    if (!words.isEmpty())
        parts.prepend(words);
    return parts.join(u", "_s);
}

ProblemGrowth CompareEventsModel::growthAt(const Row &row) const
{
    if (row.kind != Kind::Event)
        return {};
    const EventComparison &event = m_files->comparison.events()[row.index];
    return problemGrowth(m_files->a->tally.event(event.a), m_files->b->tally.event(event.b));
}

QString CompareEventsModel::problemsOf(const Row &row) const
{
    const qint64 more = growthAt(row).calls;
    return more == 0 ? QString() : QString((more > 0 ? u"+" : u"−") + countText(std::abs(more)));
}

std::pair<quint32, quint32> CompareEventsModel::callsOf(const Row &row) const
{
    switch (row.kind) {
    case Kind::Event: {
        const EventComparison &event = m_files->comparison.events()[row.index];
        return {event.callsA, event.callsB};
    }
    case Kind::Source: {
        const SourceComparison &source = m_files->comparison.sources()[row.index];
        return {source.callsA, source.callsB};
    }
    case Kind::Mistake:
        break;
    }
    const IdentityComparison &mistake = m_files->comparison.identity()[row.index];
    return {mistake.a, mistake.b};
}

QModelIndex CompareEventsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : quintptr(0));
}

QModelIndex CompareEventsModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, quintptr(0));
}

int CompareEventsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_sections.size());
    if (parent.internalId() != 0 || parent.column() != 0)
        return 0;
    return static_cast<int>(m_sections[static_cast<std::size_t>(parent.row())].rows.size());
}

int CompareEventsModel::columnCount(const QModelIndex &) const
{
    return CompareColumnCount;
}

QVariant CompareEventsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole &&
        (index.column() == CompareAColumn || index.column() == CompareBColumn))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    const Row *row = rowAt(index);
    if (!row) {
        const Section &section = m_sections[static_cast<std::size_t>(index.row())];
        if (index.column() != CompareNameColumn ||
            (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
            return {};
        return QString(section.title + u"  " + countText(qint64(section.rows.size())));
    }
    if (role == Qt::AccessibleTextRole && index.column() == CompareNameColumn) {
        const auto [a, b] = callsOf(*row);
        const QString problems = problemsOf(*row);
        return tr("%1: %2 in A, %3 in B, %4", "event, calls, calls, what changed")
            .arg(nameOf(*row), countText(a), countText(b),
                problems.isEmpty() ? changesOf(*row) : tr("%1, problems %2").arg(changesOf(*row), problems));
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (static_cast<CompareColumn>(index.column())) {
    case CompareNameColumn:
        return nameOf(*row);
    case CompareAColumn:
        return countText(callsOf(*row).first);
    case CompareBColumn:
        return countText(callsOf(*row).second);
    case CompareChangesColumn:
        return changesOf(*row);
    case CompareProblemsColumn:
        return problemsOf(*row);
    case CompareColumnCount:
        break;
    }
    return {};
}

QVariant CompareEventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractItemModel::headerData(section, orientation, role);
    switch (static_cast<CompareColumn>(section)) {
    case CompareNameColumn:
        return tr("Event");
    case CompareAColumn:
        return tr("A");
    case CompareBColumn:
        return tr("B");
    case CompareChangesColumn:
        return tr("Property changes");
    case CompareProblemsColumn:
        return tr("Violations");
    case CompareColumnCount:
        break;
    }
    return {};
}

} // namespace spectap

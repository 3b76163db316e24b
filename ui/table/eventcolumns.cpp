// SPDX-License-Identifier: MIT
#include "ui/table/eventcolumns.h"

#include "model/items/eventtablemodel.h"

#include <QFontInfo>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>
#include <array>
#include <numeric>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int NameWidth = 167;
constexpr int NameLeast = 120; ///< below it the table scrolls sideways

/// Widths are for a 12 pixel font and grow with it.
struct Design
{
    QStringView id;
    int width = 0;
    int least = 0; ///< what it gives up room down to
    bool shown = true;
    bool atOnce = false; ///< it gives all of it or nothing: anything between looks broken
};

/// By EventColumn.
constexpr std::array<Design, EventColumnCount> Designs{{{u"seq", 42, 42}, {u"time", 92, 92},
    {u"delta", 42, 42}, {u"type", 74, 40, true, true}, {u"name", NameWidth, NameLeast}, {u"id", 90, 70},
    {u"source", 88, 62}, {u"verdict", 90, 66}, {u"size", 42, 42}, {u"timestamp", 92, 92, false},
    {u"messageId", 110, 70, false}, {u"library", 120, 70, false}, {u"writeKey", 96, 60, false},
    {u"batch", 52, 40, false}, {u"ingest", 88, 64, false}, {u"ip", 92, 70, false}}};
constexpr Design FieldDesign{u"field:", 110, 64};

/// Who gives up room first: the word beside the badge that says it, what was added, what can be cut short.
constexpr std::array Giving{TypeColumn, AddressColumn, WriteKeyColumn, LibraryColumn, MessageIdColumn,
    IngestColumn, BatchColumn, SourceColumn, IdColumn, VerdictColumn};

const Design &designOf(int column)
{
    return column < EventColumnCount ? Designs[std::size_t(column)] : FieldDesign;
}

} // namespace

EventColumns::EventColumns(QTableView *table, EventTableModel *calls)
    : QObject(table)
    , m_table(table)
    , m_calls(calls)
{
    QHeaderView *header = table->horizontalHeader();
    connect(header, &QHeaderView::sectionResized, this, &EventColumns::onResized);
    connect(header, &QHeaderView::sectionCountChanged, this, &EventColumns::fit);
    connect(header, &QHeaderView::sectionMoved, this, &EventColumns::changed);
    reset();
}

QString EventColumns::idOf(int column) const
{
    return designOf(column).id + m_calls->fieldOf(column);
}

int EventColumns::columnOf(const QString &id) const
{
    for (int column = 0; column < m_calls->columnCount(); ++column) {
        if (idOf(column) == id)
            return column;
    }
    return -1;
}

bool EventColumns::isShown(int column) const
{
    return !m_table->isColumnHidden(column);
}

void EventColumns::setShown(int column, bool shown)
{
    if (column == NameColumn || shown == isShown(column))
        return;
    m_table->setColumnHidden(column, !shown);
    fit();
    emit changed();
}

std::vector<int> EventColumns::shown() const
{
    std::vector<int> columns;
    const QHeaderView *header = m_table->horizontalHeader();
    for (int place = 0; place < header->count(); ++place) {
        if (const int column = header->logicalIndex(place); isShown(column))
            columns.push_back(column);
    }
    return columns;
}

bool EventColumns::addField(const QString &path)
{
    const int column = m_calls->addField(path);
    if (column < 0)
        return false;
    setShown(column, true);
    fit();
    // The table may scroll sideways by now: what was asked for is to be seen.
    const QHeaderView *header = m_table->horizontalHeader();
    const int end = header->sectionPosition(column) + header->sectionSize(column);
    if (end - header->offset() > m_table->viewport()->width())
        m_table->horizontalScrollBar()->setValue(end - m_table->viewport()->width());
    emit changed();
    return true;
}

void EventColumns::removeField(int column)
{
    if (column < EventColumnCount)
        return; // gone already
    m_own.remove(idOf(column));
    m_calls->removeField(column);
    emit changed();
}

void EventColumns::reset()
{
    m_own.clear();
    while (m_calls->columnCount() > EventColumnCount)
        m_calls->removeField(m_calls->columnCount() - 1);
    restore({});
}

QStringList EventColumns::save() const
{
    QStringList saved;
    const QHeaderView *header = m_table->horizontalHeader();
    for (int place = 0; place < header->count(); ++place) {
        const int column = header->logicalIndex(place);
        const QString id = idOf(column);
        saved << u"%1 %2 %3"_s.arg(isShown(column) ? u"on"_s : u"off"_s).arg(m_own.value(id)).arg(id);
    }
    return saved;
}

void EventColumns::restore(const QStringList &saved)
{
    {
        const QScopedValueRollback guard(m_fitting, true);
        for (int column = 0; column < m_calls->columnCount(); ++column)
            m_table->setColumnHidden(column, !designOf(column).shown);
        int place = 0;
        const auto put = [&](int column) {
            QHeaderView *header = m_table->horizontalHeader();
            header->moveSection(header->visualIndex(column), place++);
        };
        std::vector<int> known;
        for (const QString &entry : saved) {
            const QString id = entry.section(u' ', 2);
            if (id.startsWith(FieldDesign.id))
                static_cast<void>(m_calls->addField(id.sliced(FieldDesign.id.size())));
            const int column = columnOf(id);
            if (column < 0 || std::count(known.begin(), known.end(), column) > 0)
                continue;
            known.push_back(column);
            put(column);
            m_table->setColumnHidden(column, column != NameColumn && !entry.startsWith(u"on "));
            if (const int own = entry.section(u' ', 1, 1).toInt(); own > 0)
                m_own.insert(id, own);
        }
        for (int column = 0; column < m_calls->columnCount(); ++column) {
            if (std::count(known.begin(), known.end(), column) == 0)
                put(column);
        }
    }
    fit();
    emit changed();
}

/// Hiding and showing tell of themselves as well, by a width of 0.
void EventColumns::onResized(int column, int before, int after)
{
    if (m_fitting || before == 0 || after == 0)
        return;
    m_own.insert(idOf(column), after);
    fit();
}

int EventColumns::width(int column, double unit) const
{
    return m_own.value(idOf(column), qRound(designOf(column).width * unit));
}

void EventColumns::fit()
{
    if (m_fitting)
        return;
    const QScopedValueRollback guard(m_fitting, true);
    const double unit = m_table->fontInfo().pixelSize() / 12.0;
    const std::vector<int> columns = shown();
    QHash<int, int> widths;
    int room = m_table->viewport()->width();
    for (const int column : columns) {
        widths[column] = width(column, unit);
        room -= column == NameColumn ? 0 : widths[column];
    }
    const auto give = [&](int column) {
        const Design &design = designOf(column);
        const int spare = widths.value(column) - qRound(design.least * unit);
        const int lacking = widths[NameColumn] - room;
        if (!widths.contains(column) || m_own.contains(idOf(column)) || spare <= 0 || lacking <= 0)
            return;
        const int given = design.atOnce ? spare : std::min(spare, lacking);
        widths[column] -= given;
        room += given;
    };
    give(Giving.front());
    for (int column = m_calls->columnCount() - 1; column >= EventColumnCount; --column)
        give(column);
    for (const EventColumn column : Giving)
        give(column);
    widths[NameColumn] = std::max(qRound(NameLeast * unit), room);
    for (const int column : columns)
        m_table->setColumnWidth(column, widths[column]);
}

} // namespace spectap

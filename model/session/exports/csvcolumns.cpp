// SPDX-License-Identifier: MIT
#include "model/session/exports/csvcolumns.h"

#include <algorithm>

namespace spectap {

namespace {

constexpr quint32 None = JsonTape::None;
constexpr QByteArrayView CallPrefix = "call.";

int factNamed(QByteArrayView name)
{
    const auto found = std::find(CsvFacts.begin(), CsvFacts.end(), name);
    return found == CsvFacts.end() ? -1 : static_cast<int>(found - CsvFacts.begin());
}

using FieldSink = std::function<void(const QByteArray &path, quint32 node)>;

class Flattening
{
public:
    Flattening(const CallView &call, const FieldSink &sink)
        : m_call(call)
        , m_tape(*call.tape)
        , m_sink(sink)
    {
    }

    void run()
    {
        members(m_call.node, {}, m_call.batch);
        if (m_call.batch == None)
            return;
        for (const QByteArrayView name : SharedFields) {
            const quint32 shared = m_tape.find(m_call.batch, name);
            if (shared != None && m_call.own(name) == None)
                value(pathOf({}, name), shared, None);
        }
    }

private:
    static QByteArray pathOf(const QByteArray &object, QByteArrayView name)
    {
        if (!object.isEmpty())
            return object + '.' + name.toByteArray();
        return factNamed(name) < 0 ? name.toByteArray() : (CallPrefix.toByteArray() + name.toByteArray());
    }

    /// The members of `object`, and those of `more` that it has not.
    void members(quint32 object, const QByteArray &path, quint32 more)
    {
        const bool top = path.isEmpty();
        for (quint32 child = object + 1; child < m_tape[object].next; child = m_tape[child].next) {
            const QByteArrayView key = m_tape.key(child);
            // context and integrations are made of both, one level deep
            const bool merged = top && more != None && (key == SharedFields[0] || key == SharedFields[1]);
            value(pathOf(path, key), child, merged ? m_tape.find(more, key) : None);
        }
        if (top || more == None)
            return;
        for (quint32 child = more + 1; child < m_tape[more].next; child = m_tape[child].next) {
            if (m_tape.find(object, m_tape.key(child)) == None)
                value(pathOf(path, m_tape.key(child)), child, None);
        }
    }

    void value(const QByteArray &path, quint32 node, quint32 more)
    {
        const bool isObject = m_tape[node].kind == JsonKind::Object;
        if (more != None && m_tape[more].kind != JsonKind::Object)
            more = None;
        const quint32 children = m_tape[node].children + (more == None ? 0 : m_tape[more].children);
        if (isObject && children > 0)
            members(node, path, more);
        else
            m_sink(path, node);
    }

    const CallView &m_call;
    const JsonTape &m_tape;
    const FieldSink &m_sink;
};

/// The node at properties.products[0].price, step by step.
quint32 nodeAt(const CallView &call, QByteArrayView path)
{
    if (path.startsWith(CallPrefix))
        path = path.sliced(CallPrefix.size());
    const JsonTape &tape = *call.tape;
    quint32 node = call.node;
    bool top = true;
    while (!path.isEmpty() && node != None) {
        qsizetype end = 0;
        if (path.startsWith('[')) {
            end = path.indexOf(']');
            bool number = false;
            quint32 index = end < 0 ? 0 : path.sliced(1, end - 1).toByteArray().toUInt(&number);
            if (!number || tape[node].kind != JsonKind::Array || index >= tape[node].children)
                return None;
            quint32 child = node + 1;
            for (; index > 0; --index)
                child = tape[child].next;
            node = child;
            ++end;
        } else {
            while (end < path.size() && path[end] != '.' && path[end] != '[')
                ++end;
            const QByteArrayView name = path.first(end);
            if (top)
                node = call.field(name);
            else
                node = tape[node].kind == JsonKind::Object ? tape.find(node, name) : None;
        }
        top = false;
        path = path.sliced(end);
        if (path.startsWith('.'))
            path = path.sliced(1);
    }
    return top ? None : node;
}

QByteArrayView objectOf(const QByteArray &path)
{
    const qsizetype dot = path.indexOf('.');
    return dot < 0 ? QByteArrayView() : QByteArrayView(path).first(dot);
}

} // namespace

void flattenCall(const CallView &call, const FieldSink &sink)
{
    if (call.isObject())
        Flattening(call, sink).run();
}

CsvColumns::CsvColumns(std::span<const QByteArray> names)
{
    for (const QByteArray &name : names) {
        const int fact = factNamed(name);
        if (fact < 0) {
            if (name.contains('['))
                m_inArrays.push_back(m_columns.size());
            else
                m_byPath.insert(name, m_columns.size());
        }
        m_columns.push_back({name, fact});
    }
}

CsvColumns::CsvColumns()
    : m_everything(true)
{
    for (std::size_t i = 0; i < CsvFacts.size(); ++i)
        m_columns.push_back({CsvFacts[i].toByteArray(), static_cast<int>(i)});
}

void CsvColumns::see(const CallView &call)
{
    flattenCall(call, [this](const QByteArray &path, quint32) {
        // Facts say the same; only the time is another one there, corrected.
        if (m_byPath.contains(path) || (path.startsWith(CallPrefix) && path != "call.timestamp"))
            return;
        if (m_columns.size() - CsvFacts.size() < MaxCsvFields) {
            m_byPath.insert(path, m_columns.size());
            m_columns.push_back({path, -1});
        } else if (m_unlisted.size() < qsizetype(MaxCsvFields)) {
            m_unlisted.insert(path);
        }
    });
}

void CsvColumns::arrange()
{
    // properties before context whatever call came first; the bytes of the call, which are long, last
    const auto rank = [](const Column &column) {
        if (column.fact >= 0)
            return column.fact == static_cast<int>(CsvFact::Json) ? 9 : 0;
        const QByteArrayView object = objectOf(column.name);
        return object == "properties"     ? 1
               : object == "traits"       ? 2
               : object == "context"      ? 4
               : object == "integrations" ? 5
                                          : 3;
    };
    std::stable_sort(m_columns.begin(), m_columns.end(),
        [&rank](const Column &a, const Column &b) { return rank(a) < rank(b); });
    m_byPath.clear();
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (m_columns[i].fact < 0)
            m_byPath.insert(m_columns[i].name, i);
    }
}

void CsvColumns::read(const CallView &call, std::vector<quint32> &nodes) const
{
    nodes.assign(m_columns.size(), None);
    if (!m_byPath.isEmpty()) {
        flattenCall(call, [this, &nodes](const QByteArray &path, quint32 node) {
            if (const auto found = m_byPath.find(path); found != m_byPath.end())
                nodes[*found] = node;
        });
        // A chosen path may end at an object, which is made of cells otherwise.
        for (auto it = m_byPath.begin(); it != m_byPath.end(); ++it) {
            if (nodes[it.value()] == None && !m_everything)
                nodes[it.value()] = nodeAt(call, it.key());
        }
    }
    for (const std::size_t column : m_inArrays)
        nodes[column] = nodeAt(call, m_columns[column].name);
}

} // namespace spectap

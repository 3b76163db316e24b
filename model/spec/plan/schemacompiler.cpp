// SPDX-License-Identifier: MIT
#include "model/spec/plan/schemacompiler.h"

namespace spectap {

using namespace Qt::StringLiterals;

SchemaCompiler::SchemaCompiler(const JsonTape &tape, quint32 root, const JsonSchema::Options &options)
    : m_resolver(tape, root)
    , m_options(options)
    , m_tables(std::make_unique<SchemaTables>())
{
    m_tables->planDialect = options.planDialect;
}

std::unique_ptr<SchemaTables> SchemaCompiler::run(SchemaProblem &problem)
{
    const SchemaPlace root = m_resolver.root();
    schema({root.document, root.node, root.base});
    while (!m_failed && !m_waiting.empty()) {
        const Waiting next = std::move(m_waiting.back());
        m_waiting.pop_back();
        follow(next);
    }
    if (!m_failed)
        refuseLoops();
    problem = m_problem;
    return m_failed ? nullptr : std::move(m_tables);
}

QByteArray SchemaCompiler::pointer(const At &at) const
{
    return tape(at).pointer(m_resolver.rootOf(at.document), at.node);
}

bool SchemaCompiler::fail(const At &at, const QString &what)
{
    if (!m_failed)
        m_problem = {pointer(at), tape(at)[at.node].begin, what};
    m_failed = true;
    return false;
}

/// The number of the schema at `at`; what it refers to is compiled later, so that schemas may refer to
/// themselves.
SchemaId SchemaCompiler::schema(const At &at)
{
    const quint64 key = (static_cast<quint64>(at.document) << 32) | at.node;
    if (const auto known = m_known.find(key); known != m_known.end())
        return known->second;
    if (m_tables->nodes.size() >= MaxSchemas) {
        fail(at, u"this schema has more than %1 parts"_s.arg(MaxSchemas));
        return NoSchema;
    }
    const auto id = static_cast<SchemaId>(m_tables->nodes.size());
    m_known.emplace(key, id);
    m_tables->nodes.emplace_back().pointer = pointer(at);
    fill(id, at);
    return id;
}

bool SchemaCompiler::fill(SchemaId id, const At &at)
{
    SchemaNode &node = m_tables->nodes[static_cast<std::size_t>(id)];
    switch (kind(at)) {
    case JsonKind::True:
        return true;
    case JsonKind::False:
        node.kind = SchemaNode::Kind::Never;
        return true;
    case JsonKind::Object:
        break;
    default:
        return fail(at, u"a schema is an object, true or false"_s);
    }
    const JsonTape &nodes = tape(at);
    if (const quint32 ref = nodes.find(at.node, "$ref"); ref != JsonTape::None) {
        if (nodes[ref].kind != JsonKind::String)
            return fail({at.document, ref, at.base}, u"$ref is a string"_s);
        node.kind = SchemaNode::Kind::Ref;
        m_waiting.push_back({id, {at.document, ref, at.base}, nodes.string(ref).toByteArray()});
        return true;
    }
    const QByteArray base = m_resolver.baseInside(at.document, at.node, at.base);
    for (quint32 child = at.node + 1; child < nodes[at.node].next; child = nodes[child].next) {
        const QByteArrayView key = nodes.key(child);
        if (nodes.find(at.node, key) == child && !keyword(id, key, {at.document, child, base}))
            return false;
    }
    if (node.object >= 0) {
        ObjectRules &rules = m_tables->objects[static_cast<std::size_t>(node.object)];
        std::vector<QByteArrayView> keys;
        for (const auto &[name, property] : rules.properties)
            keys.emplace_back(name);
        rules.keys.build(keys);
    }
    return true;
}

bool SchemaCompiler::keyword(SchemaId id, QByteArrayView key, const At &at)
{
    SchemaNode &node = m_tables->nodes[static_cast<std::size_t>(id)];
    const auto rules = [&](bool done) {
        node.kind = SchemaNode::Kind::Rules;
        return done;
    };
    if (key == "type")
        return rules(readTypes(at, node));
    if (key == "enum" || key == "const")
        return rules(readValues(at, node, key == "const"));
    if (key == "allOf")
        return rules(readMany(at, node.allOf));
    if (key == "anyOf")
        return rules(readMany(at, node.anyOf));
    if (key == "oneOf")
        return rules(readMany(at, node.oneOf));
    if (key == "not")
        return rules(readOne(at, node.notSchema));
    if (key == "if")
        return rules(readOne(at, node.ifSchema));
    if (key == "then")
        return rules(readOne(at, node.thenSchema));
    if (key == "else")
        return rules(readOne(at, node.elseSchema));
    if (key == "description") {
        if (kind(at) == JsonKind::String)
            node.description = tape(at).string(at.node).toByteArray();
        return true;
    }
    bool known = false;
    const bool done = scalarKeyword(node, key, at, known) && (known || arrayKeyword(node, key, at, known)) &&
                      (known || objectKeyword(node, key, at, known));
    return known ? rules(done) : done;
}

bool SchemaCompiler::readOne(const At &at, SchemaId &out)
{
    out = schema(at);
    return !m_failed;
}

bool SchemaCompiler::readMany(const At &at, std::vector<SchemaId> &out)
{
    if (kind(at) != JsonKind::Array || tape(at)[at.node].children == 0)
        return fail(at, u"a list of schemas, not empty, belongs here"_s);
    return each(at, [&](const At &item) {
        out.push_back(schema(item));
        return !m_failed;
    });
}

bool SchemaCompiler::follow(const Waiting &waiting)
{
    bool remote = false;
    const SchemaPlace place = m_resolver.resolve(waiting.reference, waiting.at.base, remote);
    const QString name = QString::fromUtf8(waiting.reference);
    if (remote) {
        return fail(waiting.at,
            u"the schema \"%1\" is not in this file, and nothing is fetched; copy it under \"definitions\""_s
                .arg(name));
    }
    if (place.document < 0)
        return fail(waiting.at, u"there is no schema \"%1\" in this file"_s.arg(name));
    const SchemaId target = schema({place.document, place.node, place.base});
    m_tables->nodes[static_cast<std::size_t>(waiting.from)].ref = target;
    m_places.emplace(waiting.from, waiting.at);
    return !m_failed;
}

/// A schema that applies itself to the same value again would never come to an end.
bool SchemaCompiler::refuseLoops()
{
    enum class Mark : quint8
    {
        New,
        Open,
        Done
    };
    const auto &nodes = m_tables->nodes;
    std::vector<Mark> marks(nodes.size(), Mark::New);
    const auto sameValue = [&](SchemaId id) {
        const SchemaNode &node = m_tables->node(id);
        std::vector<SchemaId> out{node.ref, node.notSchema, node.ifSchema, node.thenSchema, node.elseSchema};
        for (const auto *list : {&node.allOf, &node.anyOf, &node.oneOf})
            out.insert(out.end(), list->begin(), list->end());
        if (const ObjectRules *rules = m_tables->objectRules(node)) {
            for (const SchemaDependency &dependency : rules->dependencies)
                out.push_back(dependency.schema);
        }
        std::erase(out, NoSchema);
        return out;
    };
    struct Step
    {
        SchemaId id;
        std::vector<SchemaId> next;
    };
    for (SchemaId start = 0; start < static_cast<SchemaId>(nodes.size()); ++start) {
        if (marks[static_cast<std::size_t>(start)] != Mark::New)
            continue;
        std::vector<Step> path{{start, sameValue(start)}};
        marks[static_cast<std::size_t>(start)] = Mark::Open;
        while (!path.empty()) {
            if (path.back().next.empty()) {
                marks[static_cast<std::size_t>(path.back().id)] = Mark::Done;
                path.pop_back();
                continue;
            }
            const SchemaId next = path.back().next.back();
            path.back().next.pop_back();
            Mark &mark = marks[static_cast<std::size_t>(next)];
            if (mark == Mark::Open) {
                // Every circle passes a reference.
                for (auto step = path.rbegin(); step != path.rend(); ++step) {
                    if (const auto place = m_places.find(step->id); place != m_places.end())
                        return fail(
                            place->second, u"this $ref leads back to itself, checking would never end"_s);
                }
            }
            if (mark != Mark::New)
                continue;
            mark = Mark::Open;
            path.push_back({next, sameValue(next)});
        }
    }
    return true;
}

} // namespace spectap

// SPDX-License-Identifier: MIT
// A call as the findings want it.
#include "model/code/codecall.h"
#include "model/spec/correction.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

/// The tokens of an RFC 6901 pointer, escapes resolved.
QStringList tokensOf(const QByteArray &pointer)
{
    QStringList tokens = QString::fromUtf8(pointer).split(u'/');
    tokens.removeFirst();
    for (QString &token : tokens)
        token.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
    return tokens;
}

quint32 itemAt(const JsonTape &tape, quint32 node, const QString &token)
{
    if (tape[node].kind == JsonKind::Object)
        return tape.find(node, token.toUtf8());
    bool isIndex = false;
    quint32 left = token.toUInt(&isIndex);
    if (tape[node].kind != JsonKind::Array || !isIndex || left >= tape[node].children)
        return JsonTape::None;
    quint32 item = node + 1;
    for (; left > 0; --left)
        item = tape[item].next;
    return item;
}

quint32 nodeAt(const CallView &view, const QStringList &tokens)
{
    const auto below = [&](quint32 node) {
        for (const QString &token : tokens) {
            if (node != JsonTape::None)
                node = itemAt(*view.tape, node, token);
        }
        return node;
    };
    const quint32 own = below(view.node);
    const bool shared =
        view.batch != JsonTape::None && !tokens.isEmpty() && isSharedField(tokens[0].toUtf8());
    return own == JsonTape::None && shared ? below(view.batch) : own;
}

CodeValue *valueAt(CodeValue &root, const QStringList &tokens)
{
    CodeValue *value = &root;
    for (const QString &token : tokens) {
        if (value->isObject()) {
            value = value->find(token);
        } else {
            bool isIndex = false;
            const std::size_t index = token.toULongLong(&isIndex);
            value = isIndex && index < value->items.size() ? &value->items[index] : nullptr;
        }
        if (!value)
            return nullptr;
    }
    return value;
}

void rename(CodeValue &object, const QString &from, const QString &to)
{
    CodeValue *value = object.find(from);
    if (value && !object.find(to))
        value->key = to;
}

bool isMissing(const Finding &finding)
{
    return (finding.rule == Rule::Required || finding.rule == Rule::PlanRequired) && finding.actual.isEmpty();
}

/// A comment where the field belongs; its parents are made for it.
void placeComment(CodeValue &root, QStringList tokens, const Finding &finding)
{
    const QString name = tokens.takeLast();
    CodeValue *parent = &root;
    for (const QString &token : tokens) {
        CodeValue *next = valueAt(*parent, {token});
        if (!next && parent->isObject()) {
            parent->add(token, CodeValue::object());
            next = &parent->items.back();
        }
        if (!next || !next->isContainer())
            return;
        parent = next;
    }
    CodeValue comment;
    comment.comment = u"Missing: %1"_s.arg(name);
    if (!finding.expected.isEmpty())
        comment.comment += u" (%1)"_s.arg(QString::fromUtf8(finding.expected));
    parent->items.push_back(comment);
}

} // namespace

void correct(CodeCall &call, const CallView &view, std::span<const Finding> findings)
{
    struct NewName
    {
        QStringList parent;
        QString from;
        QString to;
    };
    std::vector<NewName> names; // last: until then the pointers hold
    QList<QByteArray> done;
    std::vector<const Finding *> left;
    for (const Finding &finding : findings) {
        if (done.contains(finding.pointer))
            continue;
        QStringList tokens = tokensOf(finding.pointer.isEmpty() ? QByteArray("/") : finding.pointer);
        if (isMissing(finding)) {
            placeComment(call.fields, tokens, finding);
            done << finding.pointer;
            continue;
        }
        const quint32 node = finding.pointer.isEmpty() ? JsonTape::None : nodeAt(view, tokens);
        const QByteArrayView sent = node == JsonTape::None ? QByteArrayView() : view.tape->raw(node);
        const auto correction = correctionOf(finding, sent);
        CodeValue *value = correction ? valueAt(call.fields, tokens) : nullptr;
        if (!value) {
            if (finding.severity >= Severity::Warning)
                left.push_back(&finding);
            continue;
        }
        done << finding.pointer;
        if (correction->how == Correction::How::Renamed) {
            const QString from = tokens.takeLast();
            names.push_back({tokens, from, QString::fromUtf8(correction->name)});
        } else {
            CodeValue better = CodeValue::ofJson(correction->value);
            better.key = value->key;
            *value = std::move(better);
        }
    }
    // Inner ones first: the paths to them are the old ones.
    std::stable_sort(names.begin(), names.end(),
        [](const NewName &a, const NewName &b) { return a.parent.size() > b.parent.size(); });
    for (const NewName &name : names) {
        if (CodeValue *parent = valueAt(call.fields, name.parent))
            rename(*parent, name.from, name.to);
    }
    if (!done.isEmpty())
        call.bytes.clear();
    if (const CodeValue *type = call.fields.find(u"type"))
        call.type = callTypeFromName(type->text.toUtf8());
    for (const Finding *finding : left) {
        if (!done.contains(finding->pointer))
            call.comments << u"Still to correct: %1"_s.arg(QString::fromUtf8(findingMessage(*finding)));
    }
}

} // namespace spectap

// SPDX-License-Identifier: MIT
#include "model/code/codecall.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

/// The members that the batch around the call has and the call has not.
void join(CodeValue &fields, const JsonTape &tape, quint32 batch, const QString &name)
{
    const quint32 node = tape.find(batch, name.toUtf8());
    if (node == JsonTape::None)
        return;
    CodeValue shared = CodeValue::of(tape, node);
    CodeValue *own = fields.find(name);
    if (!own) {
        fields.add(name, std::move(shared));
        return;
    }
    if (!own->isObject() || !shared.isObject())
        return;
    QSet<QString> there;
    for (const CodeValue &member : own->items)
        there.insert(member.key);
    for (CodeValue &member : shared.items) {
        if (!there.contains(member.key))
            own->items.push_back(std::move(member));
    }
}

} // namespace

CodeCall CodeCall::of(const CallView &view, QByteArrayView requestKey)
{
    const JsonTape &tape = *view.tape;
    CodeCall call;
    call.type = view.type();
    call.bytes = view.raw().toByteArray();
    call.fields = view.isObject() ? CodeValue::of(tape, view.node) : CodeValue::object();
    const QByteArrayView key = CallFacts::of(view).writeKey;
    call.writeKey = QString::fromUtf8(key.isEmpty() ? requestKey : key);
    if (!view.isObject())
        call.comments << u"This is no object, and so no call."_s;
    if (view.batch == JsonTape::None)
        return call;
    const std::size_t members = call.fields.items.size();
    for (const QString &name : {u"context"_s, u"integrations"_s})
        join(call.fields, tape, view.batch, name);
    if (call.fields.items.size() != members || tape.find(view.batch, "context") != JsonTape::None)
        call.bytes.clear();
    return call;
}

} // namespace spectap

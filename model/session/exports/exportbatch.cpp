// SPDX-License-Identifier: MIT
#include "model/session/callfinder.h"
#include "model/session/exports/exporttext.h"
#include "model/session/exports/exportwriter.h"

#include "model/support/jsontext.h"

#include <utility>

namespace spectap {

namespace {

/// Segment refuses a larger body, and drops what a batch has more (spec/limits.json).
constexpr qsizetype MaxBytes = 500 * 1024;
constexpr quint32 MaxCalls = 2500;

/// A line is one body. Calls that came in one batch stay together with what the batch said for all of them;
/// calls that came alone, one after the other, share a body where the same holds for them.
class BatchWriter final : public ExportWriter
{
public:
    Result<void> add(ExportOutput &out, const StoredCallDetail &detail) override
    {
        const QByteArray call = callText(detail);
        QByteArray shared = sharedFields(detail);
        if (m_count > 0 && (shared != m_shared || m_count == MaxCalls ||
                               m_calls.size() + call.size() + shared.size() + Frame > MaxBytes))
            finish(out.text());
        m_shared = std::move(shared);
        m_calls += (m_count++ == 0 ? "" : ",") + call;
        return {};
    }

    Result<void> end(ExportOutput &out) override
    {
        finish(out.text());
        return {};
    }

private:
    static constexpr qsizetype Frame = 16; ///< brackets, names and a comma

    void finish(QByteArray &out)
    {
        if (m_count == 0)
            return;
        out += "{\"batch\":[" + m_calls + ']' + m_shared + "}\n";
        m_calls.resize(0);
        m_count = 0;
    }

    /// As sent; what only the path said is put in front, or a batch would not know it.
    QByteArray callText(const StoredCallDetail &detail)
    {
        QByteArray text;
        appendOnOneLine(text, detail.raw());
        const CallView *view = m_finder.find(detail);
        if (!view || !view->isObject() || view->batch != JsonTape::None ||
            view->pathType == CallType::Unknown || view->own("type") != JsonTape::None)
            return text;
        QByteArray type = "{\"type\":" + jsonString(callTypeName(view->pathType));
        if ((*view->tape)[view->node].children > 0)
            type += ',';
        return type + text.sliced(1);
    }

    /// What the batch says for all its calls, as sent; and the write key that came with the request.
    QByteArray sharedFields(const StoredCallDetail &detail)
    {
        QByteArray text;
        const CallView *view = m_finder.find(detail);
        bool key = false;
        for (const QByteArrayView name : SharedFields) {
            const quint32 node =
                view && view->batch != JsonTape::None ? view->tape->find(view->batch, name) : JsonTape::None;
            if (node == JsonTape::None)
                continue;
            key |= name == "writeKey";
            text += ",\"" + name.toByteArray() + "\":";
            appendOnOneLine(text, view->tape->raw(node));
        }
        if (!key && !detail.request.writeKey.isEmpty())
            appendJsonMember(text, "writeKey", detail.request.writeKey);
        return text;
    }

    CallFinder m_finder;
    QByteArray m_calls;
    QByteArray m_shared;
    quint32 m_count = 0;
};

} // namespace

std::unique_ptr<ExportWriter> makeBatchWriter(ExportSource &)
{
    return std::make_unique<BatchWriter>();
}

} // namespace spectap

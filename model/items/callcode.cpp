// SPDX-License-Identifier: MIT
#include "model/items/callcode.h"

#include "model/items/storedcallview.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr qsizetype MaxBytes = 8 << 20; ///< of calls

CodeCall callOf(
    const CallView &view, QByteArrayView requestKey, std::span<const Finding> findings, const CodeWish &wish)
{
    CodeCall call = CodeCall::of(view, requestKey);
    if (wish.corrected)
        correct(call, view, findings);
    return call;
}

class Collected
{
public:
    explicit Collected(const CodeWish &wish)
        : m_wish(wish)
    {
    }

    void add(const StoredCallDetail &stored)
    {
        JsonTape tape;
        const SlicedBody body = sliceBody(tape, stored.request.body, stored.request.pathType, true);
        const CallView *view = storedCallView(body, stored);
        if (!view) {
            ++m_unreadable;
            return;
        }
        m_bytes += view->raw().size();
        m_calls.push_back(callOf(*view, stored.request.writeKey, stored.findings, m_wish));
    }

    [[nodiscard]] bool isFull() const { return m_bytes > MaxBytes; }
    void leaveOut(std::size_t calls) { m_over += calls; }

    [[nodiscard]] QString text() const
    {
        const CodeSdk &sdk = codeSdk(m_wish.sdk);
        QString text = codeText(m_calls, sdk, m_wish.reach, m_wish.withSetUp);
        const CodeLanguage comments = m_wish.sdk == Sdk::Curl ? CodeLanguage::Shell : sdk.language;
        if (m_unreadable > 0)
            text +=
                u'\n' + commentLine(u"Not JSON, and so not here: %1 calls."_s.arg(m_unreadable), comments);
        if (m_over > 0)
            text += u'\n' + commentLine(u"Too much to paste, and so not here: %1 more calls."_s.arg(m_over),
                                comments);
        return text;
    }

private:
    const CodeWish &m_wish;
    std::vector<CodeCall> m_calls;
    qsizetype m_bytes = 0;
    int m_unreadable = 0;
    std::size_t m_over = 0;
};

} // namespace

QString codeOfCall(
    const CallView &view, QByteArrayView requestKey, std::span<const Finding> findings, const CodeWish &wish)
{
    const CodeCall call = callOf(view, requestKey, findings, wish);
    return codeText({&call, 1}, codeSdk(wish.sdk), wish.reach, wish.withSetUp);
}

std::optional<QString> codeOfCall(
    const StoredCallDetail &stored, std::span<const Finding> findings, const CodeWish &wish)
{
    JsonTape tape;
    const SlicedBody body = sliceBody(tape, stored.request.body, stored.request.pathType, true);
    const CallView *view = storedCallView(body, stored);
    if (!view)
        return std::nullopt;
    return codeOfCall(*view, stored.request.writeKey, findings, wish);
}

Result<QString> codeOfStored(const QString &path, const std::vector<quint32> &seqs, const CodeWish &wish)
{
    const auto session = SessionReader::open(path);
    if (!session)
        return session.error();
    Collected calls(wish);
    if (seqs.empty()) {
        quint32 read = 0;
        const auto all =
            (*session)->calls(1, std::numeric_limits<quint32>::max(), [&](const StoredCallDetail &stored) {
                calls.add(stored);
                ++read;
                return !calls.isFull();
            });
        if (!all)
            return all.error();
        if (const auto count = (*session)->callCount(); count && *count > read)
            calls.leaveOut(*count - read);
    }
    for (std::size_t i = 0; i < seqs.size(); ++i) {
        if (calls.isFull()) {
            calls.leaveOut(seqs.size() - i);
            break;
        }
        const auto stored = (*session)->call(seqs[i]);
        if (!stored)
            return stored.error();
        calls.add(*stored);
    }
    return calls.text();
}

} // namespace spectap

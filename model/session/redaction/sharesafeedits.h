// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/exports/exportsource.h"
#include "model/session/redaction/redactor.h"

#include <array>
#include <functional>
#include <memory>
#include <vector>

namespace spectap {

/// Makes one export safe to share: give it to that ExportJob and to no other, since whoever has two files
/// made with it can match them. Knows the whole session's values, also those of calls that are not chosen;
/// memory grows with how many there are. One thread, the export's.
class ShareSafeEdits final : public ExportEdits
{
public:
    /// Told how many requests of how many have been read; false cancels (ErrorCode::Cancelled).
    using Progress = std::function<bool(qint64 done, qint64 total)>;
    /// Reads all of the session once. With the `key` of another one people keep the pseudonyms that they have
    /// there: for trying out choices before anything is written.
    static Result<std::unique_ptr<ShareSafeEdits>> of(SessionReader &session, RedactionProfile profile,
        const Progress &progress = {}, QByteArray key = Pseudonyms::randomKey());

    /// What the choices replace where they say so; the same values are replaced wherever else they occur.
    [[nodiscard]] const SensitiveInventory &found() const { return m_redactor.found(); }
    /// What stands for a value that was found.
    [[nodiscard]] QByteArray pseudonym(SensitiveKind kind, const QByteArray &value)
    {
        return m_redactor.pseudonym(kind, value);
    }

    void edit(StoredCallDetail &call, StringPool &strings) override;
    void edit(Request &request) override;
    void edit(Source &source) override;
    void edit(MarkedCall &marked) override;
    void editText(QByteArray &text) override { text = m_redactor.text(text); }
    [[nodiscard]] QByteArrayView notice() const override;

private:
    ShareSafeEdits(RedactionProfile profile, QByteArray key)
        : m_redactor(std::move(profile), std::move(key))
    {
    }
    enum class TopField : quint8
    {
        Event,
        Name,
        UserId,
        AnonymousId,
        PreviousId,
        GroupId
    };
    void editHead(Request &request);
    void editFindings(StoredCallDetail &call, QByteArrayView before);
    void editString(StringId &id, StringPool &strings, TopField field);

    Redactor m_redactor;
    // The calls of a batch come one after the other: its body is made once.
    Request m_request;
    JsonTape m_was; ///< a call with findings, as stored
    JsonTape m_is;  ///< and as it goes out
    Redactor::Splices m_splices;
    /// By field and number in m_strings: what a string becomes, 0: not known yet. They repeat in most calls.
    std::array<std::vector<StringId>, 6> m_made;
    const StringPool *m_strings = nullptr;
};

} // namespace spectap

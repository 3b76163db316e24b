// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/exports/exportsource.h"
#include "model/session/redaction/redactor.h"

#include <functional>
#include <memory>

namespace spectap {

/// Makes one export safe to share: give it to that ExportJob and to no other, since whoever has two files
/// made with it can match them. Knows the whole session's values, also those of calls that are not chosen;
/// memory grows with how many there are. One thread, the export's.
class ShareSafeEdits final : public ExportEdits
{
public:
    /// Reads all of the session once. `proceed` is asked now and then; false cancels (ErrorCode::Cancelled).
    static Result<std::unique_ptr<ShareSafeEdits>> of(
        SessionReader &session, RedactionProfile profile, const std::function<bool()> &proceed = {});

    void edit(StoredCallDetail &call, StringPool &strings) override;
    void edit(Request &request) override;
    void edit(Source &source) override;
    void edit(MarkedCall &marked) override;
    void editText(QByteArray &text) override { text = m_redactor.text(text); }
    [[nodiscard]] QByteArrayView notice() const override;

private:
    explicit ShareSafeEdits(RedactionProfile profile)
        : m_redactor(std::move(profile))
    {
    }
    void editHead(Request &request);
    void editFindings(StoredCallDetail &call, QByteArrayView before);
    void editString(StringId &id, StringPool &strings, const char *field);

    Redactor m_redactor;
    // The calls of a batch come one after the other: its body is made once.
    qint64 m_bodyOf = -1;
    QByteArray m_body;
    Redactor::Splices m_splices;
};

} // namespace spectap

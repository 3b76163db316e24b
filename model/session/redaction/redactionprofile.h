// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/redaction/sensitivekind.h"
#include "model/support/result.h"

#include <QByteArray>

#include <array>
#include <map>

namespace spectap {

/// What happens to a field, whatever is found in it.
enum class FieldChoice : quint8
{
    Keep,    ///< with its bytes, and all below it
    Replace, ///< even where nothing is known of it
    Drop     ///< the member goes, with its key
};

[[nodiscard]] QByteArrayView fieldChoiceName(FieldChoice choice);

/// What people decided on making sessions safe to share. A JSON file:
/// {"spectapRedaction":1,"kinds":{"ip":false},"paths":{"traits.plan":"keep","properties.note":"drop"}}
/// Kinds that are not named are replaced. Paths begin at the call, without "batch[]"; items of arrays are
/// "[]": "properties.products[].coupon".
class RedactionProfile
{
public:
    RedactionProfile() { m_kinds.fill(true); }

    [[nodiscard]] bool replaces(SensitiveKind kind) const { return m_kinds[static_cast<std::size_t>(kind)]; }
    void setReplaces(SensitiveKind kind, bool on) { m_kinds[static_cast<std::size_t>(kind)] = on; }
    /// Of all paths that have one.
    [[nodiscard]] const std::map<QByteArray, FieldChoice> &choices() const { return m_paths; }
    [[nodiscard]] std::optional<FieldChoice> choice(const QByteArray &path) const;
    /// None: as found.
    void setChoice(const QByteArray &path, std::optional<FieldChoice> choice);

    [[nodiscard]] QByteArray toJson() const;
    /// Errors name the member that is wrong (ErrorCode::Json, ErrorCode::NewerVersion).
    static Result<RedactionProfile> fromJson(QByteArrayView json);
    /// ErrorCode::Io where the file cannot be read; messages begin with its name.
    static Result<RedactionProfile> load(const QString &path);

    bool operator==(const RedactionProfile &) const = default;

private:
    std::array<bool, SensitiveKindCount> m_kinds{};
    std::map<QByteArray, FieldChoice> m_paths;
};

} // namespace spectap

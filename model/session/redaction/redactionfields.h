// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/redaction/byteskey.h"
#include "model/session/redaction/redactionprofile.h"

#include <QByteArray>

#include <deque>

namespace spectap {

/// Where a value stands in a call, and what is decided of all values there.
struct RedactionField
{
    QByteArray path{}; ///< as in profiles; empty: nowhere that has a name
    QByteArray key{};  ///< folded; of the array for its items
    QByteArray parent{};
    std::optional<SensitiveKind> kind{}; ///< what its values are replaced as, however they look
    std::optional<FieldChoice> choice{};
    bool isProtected = false; ///< part of what a call is, not of whom it is about
    bool isId = false;
    bool isVersion = false; ///< versions look like addresses
    bool isMessageId = false;
    QByteArray name{};                      ///< the last part of the path, as sent
    mutable std::optional<bool> keyStays{}; ///< the Redactor's: what it found out of the name
};

/// The fields that have been met, each worked out once. References hold until relieve(). One thread.
class RedactionFields
{
public:
    /// `profile` outlives it.
    explicit RedactionFields(const RedactionProfile &profile);
    Q_DISABLE_COPY_MOVE(RedactionFields)

    /// What a call is, and an array of them or a batch.
    [[nodiscard]] const RedactionField &root() const { return m_nodes.front(); }
    /// Around a value that is known to be of a kind by something other than its place in a call.
    [[nodiscard]] const RedactionField &rootOf(SensitiveKind kind) const
    {
        return m_nodes[1 + static_cast<std::size_t>(kind)];
    }
    /// Of a body that is no JSON: nothing but the name is known.
    [[nodiscard]] const RedactionField &loose(const QByteArray &foldedKey);
    /// `before` is the member before it, if any: calls have theirs in the same order, mostly.
    [[nodiscard]] const RedactionField &member(
        const RedactionField &object, QByteArrayView key, const RedactionField *before = nullptr);
    [[nodiscard]] const RedactionField &item(const RedactionField &array);
    /// Forgets what has been met when that is much: somebody's keys are data.
    void relieve();
    /// What was found out of names counts no more.
    void forgetNames();

private:
    struct Node : RedactionField
    {
        BytesMap<Node *> members{};
        Node *item = nullptr;
        Node *first = nullptr; ///< member, the last time
        Node *after = nullptr; ///< what came after it, likewise
    };
    Node &add(QByteArray path, QByteArray key, QByteArray parent, std::optional<SensitiveKind> inherited);

    const RedactionProfile &m_profile;
    std::deque<Node> m_nodes;
    BytesMap<Node *> m_loose;
};

} // namespace spectap

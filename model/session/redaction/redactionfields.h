// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/redaction/redactionprofile.h"

#include <QByteArray>

#include <array>
#include <deque>
#include <unordered_map>

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
    [[nodiscard]] const RedactionField &member(const RedactionField &object, QByteArrayView key);
    [[nodiscard]] const RedactionField &item(const RedactionField &array);
    /// Forgets what has been met when that is much: somebody's keys are data.
    void relieve();

private:
    struct Node : RedactionField
    {
        std::unordered_map<QByteArray, Node *> members{};
        Node *item = nullptr;
    };
    Node &add(QByteArray path, QByteArray key, QByteArray parent, std::optional<SensitiveKind> inherited);

    const RedactionProfile &m_profile;
    std::deque<Node> m_nodes;
    std::unordered_map<QByteArray, Node *> m_loose;
};

} // namespace spectap

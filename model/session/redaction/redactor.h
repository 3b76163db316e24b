// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"
#include "model/session/redaction/literalvalues.h"
#include "model/session/redaction/pseudonyms.h"
#include "model/session/redaction/redactionfields.h"
#include "model/session/redaction/redactionprofile.h"
#include "model/session/redaction/sensitiveinventory.h"

#include <QByteArray>

#include <array>
#include <vector>

namespace spectap {

/// Replaces what is sensitive in texts, token by token: what is not replaced keeps its bytes. First shown
/// every text there is (learning), so that a value found in one place is known in all others. One thread.
class Redactor
{
public:
    explicit Redactor(RedactionProfile profile, QByteArray key = Pseudonyms::randomKey())
        : m_profile(std::move(profile))
        , m_fields(m_profile)
        , m_pseudonyms(std::move(key))
    {
    }

    using Field = RedactionField;
    /// Bytes [begin, end) of a text that become others.
    struct Splice
    {
        qsizetype begin = 0;
        qsizetype end = 0;
        QByteArray with;
    };
    using Splices = std::vector<Splice>;

    /// While learning values are remembered and nothing is replaced.
    void setLearning(bool on)
    {
        m_learning = on;
        m_keys.clear();
        m_fields.forgetNames();
    }
    /// What was found while learning, and what is replaced in fields: known values are in other places too.
    [[nodiscard]] const SensitiveInventory &found() const { return m_found; }
    /// The part that texts belong to from now on; headers and bodies know theirs.
    void setPlace(FoundIn in) { m_in = in; }

    /// What changes in a body of calls, ascending; also in one that is no JSON.
    [[nodiscard]] Splices body(QByteArrayView text);
    [[nodiscard]] static QByteArray spliced(QByteArrayView text, const Splices &splices);
    /// The text of one value, without quotes and escapes.
    [[nodiscard]] QByteArray value(const QByteArray &plain, const Field &field);
    /// A text nothing is known of, notes for example.
    [[nodiscard]] QByteArray text(const QByteArray &plain) { return text(plain, m_fields.root(), 0); }
    /// What stands for a value that was found.
    [[nodiscard]] QByteArray pseudonym(SensitiveKind kind, const QByteArray &plain);
    /// A header's value; cookies are replaced one by one.
    [[nodiscard]] QByteArray header(const QByteArray &name, const QByteArray &value);
    /// A field by its name at the top of a call: "userId".
    [[nodiscard]] const Field &topField(const QByteArray &name)
    {
        return m_fields.member(m_fields.root(), name);
    }
    [[nodiscard]] const Field &noField() const { return m_fields.root(); }

private:
    struct Piece;
    using Pieces = std::vector<Piece>;

    [[nodiscard]] bool json(QByteArrayView text, const Field &root, int depth, Splices &splices);
    void walk(const JsonTape &tape, quint32 node, const Field &field, int depth, Splices &splices);
    void walkMembers(const JsonTape &tape, quint32 object, const Field &field, int depth, Splices &splices);
    [[nodiscard]] const QByteArray &key(QByteArrayView plain, int depth);
    /// Nothing in it would become anything else: told at a glance, of most texts. Not all that stay are.
    [[nodiscard]] bool stays(QByteArrayView plain, const Field &field) const;
    /// What was given before for the value of a field that is replaced whole; null: not as simple as that.
    [[nodiscard]] const QByteArray *given(QByteArrayView plain, const Field &field) const;
    [[nodiscard]] bool textStays(QByteArrayView plain) const;
    [[nodiscard]] bool numberStays(QByteArrayView raw, const Field &field) const;
    [[nodiscard]] QByteArray value(const QByteArray &plain, const Field &field, int depth);
    [[nodiscard]] QByteArray number(const QByteArray &raw, const Field &field);
    [[nodiscard]] QByteArray whole(SensitiveKind kind, const QByteArray &plain, int depth);
    [[nodiscard]] QByteArray text(const QByteArray &plain, const Field &field, int depth);
    [[nodiscard]] QByteArray encoded(
        const QByteArray &part, std::optional<SensitiveKind> kind, bool isValue, int depth);
    [[nodiscard]] QByteArray brokenJson(const QByteArray &plain, int depth);
    void splitParameters(Pieces &pieces, int depth);
    void splitLiterals(Pieces &pieces);
    void splitShapes(Pieces &pieces, const Field &field);

    static constexpr int MaxDepth = 6; ///< of JSON in strings in JSON, and of encodings in encodings

    /// One for each depth: a text is looked at while those around it are.
    std::array<JsonTape, MaxDepth + 1> m_tapes;
    RedactionProfile m_profile;
    RedactionFields m_fields;
    Pseudonyms m_pseudonyms;
    LiteralValues m_literals;
    /// Of keys, which repeat, what each one becomes.
    BytesMap<QByteArray> m_keys;
    bool m_learning = false;
    SensitiveInventory m_found;
    FoundIn m_in = FoundIn::Field;
    const Field *m_field = nullptr; ///< of the value that is looked at
    QByteArray m_header;
};

} // namespace spectap

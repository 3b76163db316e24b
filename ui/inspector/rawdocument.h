// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"

#include <QString>

#include <limits>
#include <span>
#include <vector>

namespace spectap {

enum class RawToken : quint8
{
    Key,
    String,
    Number,
    Literal
};

/// A coloured stretch of a RawDocument's text. Offsets count UTF-16 units, as QString and QTextDocument do.
struct RawSpan
{
    qsizetype begin = 0;
    qsizetype end = 0;
    RawToken token = RawToken::Key;
};

/// Where a finding stands in the text.
struct RawMark
{
    static constexpr quint32 NoFinding = 0xffffffff;

    qsizetype begin = 0;
    qsizetype end = 0;
    int line = 0;
    Severity severity = Severity::Info;
    quint32 finding = NoFinding; ///< index into CheckResult::findings; none for the byte where JSON ends
    bool missing = false;        ///< the field was not sent: begin and end are its parent's opening brace
    bool underlined = false;
};

/// An object or array over several lines.
struct RawFold
{
    int first = 0; ///< line of the opening brace
    int last = 0;  ///< line of the closing one
    int depth = 0;
};

/// The text of one call for the Raw tab, and what is where in it. As sent is the call's bytes, untouched.
/// Pretty moves white space only: every token is copied from those bytes, so numbers, escapes, duplicate keys
/// and their order stay as sent. A body that is not JSON is shown as text, or as a hex dump when it is not
/// text either. Plain data, no widgets.
class RawDocument
{
public:
    enum class Form : quint8
    {
        Pretty,
        AsSent
    };
    enum class Content : quint8
    {
        Json,
        Text,
        Hex
    };
    static constexpr qsizetype NoLimit = std::numeric_limits<qsizetype>::max();

    RawDocument() = default;
    /// Shows at most about `maxBytes` of the call.
    RawDocument(const CallDocument &call, Form form, qsizetype maxBytes = NoLimit);

    [[nodiscard]] const QString &text() const { return m_text; }
    /// text() with the characters that an editor would take for line breaks or objects replaced one for one.
    [[nodiscard]] QString displayText() const;
    [[nodiscard]] Content content() const { return m_content; }
    [[nodiscard]] bool isCut() const { return m_cut; }
    [[nodiscard]] qsizetype byteCount() const { return m_byteCount; }

    [[nodiscard]] int lineCount() const { return static_cast<int>(m_lineStarts.size()); }
    [[nodiscard]] int lineAt(qsizetype position) const;
    [[nodiscard]] qsizetype lineStart(int line) const { return m_lineStarts[static_cast<std::size_t>(line)]; }
    [[nodiscard]] const std::vector<RawSpan> &spans() const { return m_spans; }
    /// The spans that touch [begin, end).
    [[nodiscard]] std::span<const RawSpan> spansIn(qsizetype begin, qsizetype end) const;
    /// In the order of the text.
    [[nodiscard]] const std::vector<RawMark> &marks() const { return m_marks; }
    [[nodiscard]] std::span<const RawMark> marksOn(int line) const;
    [[nodiscard]] const std::vector<RawFold> &folds() const { return m_folds; }

    struct Place
    {
        qsizetype begin = 0; ///< of the key where there is one, else of the value
        qsizetype value = 0; ///< first unit of the value
        qsizetype end = -1;  ///< one past the value; -1: not in this text
        int line = 0;
    };
    /// Where field `index` of CallDocument::fields stands; of its parent when it was not sent.
    [[nodiscard]] Place placeOfField(int index) const;
    /// The same of a value of the call's tape; what its batch says for it is not in this text.
    [[nodiscard]] Place placeOfNode(quint32 node) const
    {
        const bool known = node >= m_rootNode && node - m_rootNode < m_places.size();
        return known ? m_places[node - m_rootNode] : Place();
    }
    /// The innermost field at `position`, or -1.
    [[nodiscard]] int fieldAt(qsizetype position) const;

private:
    struct Field
    {
        Place place;
        int parent = -1;
        bool sent = false;
    };

    void buildPretty(const CallDocument &call, qsizetype maxBytes);
    void buildAsSent(const CallDocument &call, qsizetype maxBytes);
    void buildUnreadable(QByteArrayView bytes, qsizetype maxBytes);
    void buildHex(QByteArrayView bytes, qsizetype errorOffset);
    void append(QByteArrayView bytes, RawToken token);
    void newLine(int depth);
    void indexLines();
    void placeFields(const CallDocument &call);
    void placeMarks(const CallDocument &call);

    QString m_text;
    std::vector<RawSpan> m_spans;
    std::vector<RawMark> m_marks;
    std::vector<RawFold> m_folds;
    std::vector<qsizetype> m_lineStarts{0};
    std::vector<Place> m_places; ///< per tape node from the call's root on
    std::vector<Field> m_fields; ///< per CallDocument::fields
    Place m_root;
    quint32 m_rootNode = 0;
    qsizetype m_byteCount = 0;
    Content m_content = Content::Json;
    bool m_cut = false;
};

/// Whether a finding speaks of the field's name rather than of its value.
[[nodiscard]] bool isAboutName(const Finding &finding);

} // namespace spectap

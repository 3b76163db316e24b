// SPDX-License-Identifier: MIT
#include "model/spec/plan/schemapattern.h"

#include <array>
#include <chrono>
#include <utility>

namespace spectap {

namespace {

using namespace Qt::StringLiterals;

/// The engine counts its steps anew from each place in the text where a match may begin, and a step may look
/// at all of the text. So few steps are allowed where it tries all places by itself, and more where we try
/// one after the other and can look at the clock between them.
constexpr QStringView QuickLimits = u"(*NO_JIT)(*LIMIT_MATCH=2000)(*LIMIT_HEAP=20000)";
constexpr QStringView PatientLimits = u"(*NO_JIT)(*LIMIT_MATCH=20000)(*LIMIT_HEAP=20000)";
/// Texts up to this many UTF-16 units are matched quickly.
constexpr qsizetype QuickText = 256;
/// From here on even one place is worth few steps only.
constexpr qsizetype LongText = 4096;

constexpr QStringView Spaces =
    u"\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}"
    u"\\x{205f}\\x{3000}\\x{feff}";
constexpr QStringView NoSpaces =
    u"\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}"
    u"\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}"
    u"\\x{3001}-\\x{d7ff}\\x{e000}-\\x{fefe}\\x{ff00}-\\x{10ffff}";

constexpr std::array<std::pair<QStringView, QStringView>, 38> Categories{{{u"Letter", u"L"},
    {u"Cased_Letter", u"L&"}, {u"LC", u"L&"}, {u"Uppercase_Letter", u"Lu"}, {u"Lowercase_Letter", u"Ll"},
    {u"Titlecase_Letter", u"Lt"}, {u"Modifier_Letter", u"Lm"}, {u"Other_Letter", u"Lo"}, {u"Mark", u"M"},
    {u"Combining_Mark", u"M"}, {u"Nonspacing_Mark", u"Mn"}, {u"Spacing_Mark", u"Mc"},
    {u"Enclosing_Mark", u"Me"}, {u"Number", u"N"}, {u"Decimal_Number", u"Nd"}, {u"digit", u"Nd"},
    {u"Letter_Number", u"Nl"}, {u"Other_Number", u"No"}, {u"Punctuation", u"P"}, {u"punct", u"P"},
    {u"Connector_Punctuation", u"Pc"}, {u"Dash_Punctuation", u"Pd"}, {u"Open_Punctuation", u"Ps"},
    {u"Close_Punctuation", u"Pe"}, {u"Initial_Punctuation", u"Pi"}, {u"Final_Punctuation", u"Pf"},
    {u"Other_Punctuation", u"Po"}, {u"Symbol", u"S"}, {u"Math_Symbol", u"Sm"}, {u"Currency_Symbol", u"Sc"},
    {u"Modifier_Symbol", u"Sk"}, {u"Other_Symbol", u"So"}, {u"Separator", u"Z"}, {u"Space_Separator", u"Zs"},
    {u"Line_Separator", u"Zl"}, {u"Paragraph_Separator", u"Zp"}, {u"Other", u"C"}, {u"Control", u"Cc"}}};

bool isHex(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

/// Rewrites a pattern for PCRE: the two languages write the same things differently, and some that PCRE
/// knows (possessive quantifiers, verbs that lift limits) are mistakes in a schema.
class Translation
{
public:
    Translation(QString source, bool go)
        : m_in(std::move(source))
        , m_go(go)
    {
    }

    /// Empty, or the mistake.
    QString run()
    {
        while (m_at < m_in.size() && m_problem.isEmpty())
            step();
        return m_problem;
    }
    [[nodiscard]] const QString &out() const { return m_out; }
    /// It may match elsewhere than its first character says: alternatives outside of any group, flags.
    [[nodiscard]] bool hasBranches() const { return m_branches || m_flags; }

private:
    void step()
    {
        const QChar c = m_in[m_at];
        if (c == u'\\') {
            escape(false);
            m_quantified = false;
            return;
        }
        ++m_at;
        switch (c.unicode()) {
        case u'[':
            set();
            break;
        case u'(':
            group();
            break;
        case u')':
            --m_depth;
            m_out += c;
            break;
        case u'|':
            m_branches = m_branches || m_depth <= 0;
            m_out += c;
            break;
        case u'.':
            m_out += m_flags ? u"."_s : u"[^\\n\\r\\x{2028}\\x{2029}]"_s;
            break;
        case u'$':
            m_out += m_flags ? u"$"_s : u"\\z"_s;
            break;
        case u'*':
        case u'+':
        case u'?':
            quantifier(c);
            return;
        case u'{':
            if (braces())
                return;
            m_out += u"\\{"_s;
            break;
        default:
            m_out += c;
            break;
        }
        m_quantified = false;
    }

    void fail(const QString &what)
    {
        if (m_problem.isEmpty())
            m_problem = what;
    }

    /// After a quantifier only ? may follow: PCRE would read + as "possessive".
    void quantifier(QChar c)
    {
        if (m_quantified)
            return fail(u"nothing to repeat before \"%1\""_s.arg(c));
        m_out += c;
        lazy();
    }

    void lazy()
    {
        m_quantified = true;
        if (m_at < m_in.size() && m_in[m_at] == u'?') {
            m_out += u'?';
            ++m_at;
        }
    }

    /// {2}, {2,} and {2,5} are quantifiers, any other brace is itself.
    bool braces()
    {
        static const QRegularExpression Bounds(u"\\G[0-9]{1,9}(,[0-9]{0,9})?\\}"_s);
        const QRegularExpressionMatch match = Bounds.match(m_in, m_at);
        if (!match.hasMatch())
            return false;
        if (m_quantified) {
            fail(u"nothing to repeat before \"{\""_s);
            return true;
        }
        m_out += u'{' + match.captured();
        m_at = match.capturedEnd();
        lazy();
        return true;
    }

    void group()
    {
        m_out += u'(';
        ++m_depth;
        if (m_at >= m_in.size())
            return;
        if (m_in[m_at] == u'*')
            return fail(u"nothing to repeat before \"*\""_s);
        if (m_in[m_at] != u'?')
            return;
        static const QRegularExpression Kinds(u"\\G\\?(:|=|!|<=|<!|<[A-Za-z_$][A-Za-z0-9_$]*>)"_s);
        static const QRegularExpression GoKinds(u"\\G\\?(P<[A-Za-z0-9_]+>|[imsU]*(-[imsU]+)?[:)])"_s);
        QRegularExpressionMatch match = Kinds.match(m_in, m_at);
        if (!match.hasMatch() && m_go) {
            match = GoKinds.match(m_in, m_at);
            m_flags = m_flags || (match.hasMatch() && !match.captured().startsWith(u"?P"));
        }
        if (!match.hasMatch())
            return fail(u"unknown group \"(%1\""_s.arg(m_in.sliced(m_at, qMin(3, m_in.size() - m_at))));
        m_out += match.captured();
        m_at = match.capturedEnd();
        if (match.captured().endsWith(u')')) // only flags, nothing inside
            --m_depth;
    }

    void set()
    {
        const bool negated = m_at < m_in.size() && m_in[m_at] == u'^';
        m_at += negated;
        if (m_at < m_in.size() && m_in[m_at] == u']') { // [] is nothing at all, [^] is anything
            ++m_at;
            m_out += negated ? u"[\\x{0}-\\x{10ffff}]"_s : u"(?!)"_s;
            return;
        }
        m_out += negated ? u"[^"_s : u"["_s;
        while (m_at < m_in.size() && m_in[m_at] != u']' && m_problem.isEmpty()) {
            const QChar c = m_in[m_at];
            if (c == u'\\') {
                escape(true);
                continue;
            }
            static const QRegularExpression Posix(u"\\G\\[:\\^?[a-z]+:\\]"_s);
            if (const auto match = Posix.match(m_in, m_at); m_go && match.hasMatch()) {
                m_out += match.captured();
                m_at = match.capturedEnd();
                continue;
            }
            if (c == u'[')
                m_out += u'\\';
            m_out += c;
            ++m_at;
        }
        if (m_at >= m_in.size())
            return fail(u"a \"[\" is not closed"_s);
        ++m_at;
        m_out += u']';
    }

    void codePoint(QStringView hex) { m_out += u"\\x{"_s + hex + u'}'; }

    /// \xhh, \uhhhh, pairs of surrogates, \u{h...}.
    bool hexEscape(QChar kind)
    {
        static const QRegularExpression Pair(
            u"\\G([dD][89abAB][0-9a-fA-F]{2})\\\\u([dD][c-fC-F][0-9a-fA-F]{2})"_s);
        static const QRegularExpression Braced(u"\\G\\{([0-9a-fA-F]{1,6})\\}"_s);
        if (kind == u'u') {
            if (const auto pair = Pair.match(m_in, m_at); pair.hasMatch()) {
                const char32_t high = pair.captured(1).toUInt(nullptr, 16);
                const char32_t low = pair.captured(2).toUInt(nullptr, 16);
                codePoint(QString::number(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), 16));
                m_at = pair.capturedEnd();
                return true;
            }
        }
        if (const auto braced = Braced.match(m_in, m_at); braced.hasMatch() && (kind == u'u' || m_go)) {
            codePoint(braced.captured(1));
            m_at = braced.capturedEnd();
            return true;
        }
        const qsizetype digits = kind == u'u' ? 4 : 2;
        if (m_at + digits > m_in.size())
            return false;
        const QStringView hex = QStringView(m_in).sliced(m_at, digits);
        for (const QChar c : hex) {
            if (!isHex(c))
                return false;
        }
        m_at += digits;
        if (hex.toUInt(nullptr, 16) >= 0xd800 && hex.toUInt(nullptr, 16) <= 0xdfff)
            m_out += u"\\x{fffd}"_s; // half a character: what a lone one becomes when it is read
        else
            codePoint(hex);
        return true;
    }

    void property(QChar kind)
    {
        static const QRegularExpression Name(
            u"\\G\\{(?:(?:General_Category|gc|Script|sc|Script_Extensions|scx)=)?([A-Za-z_]+)\\}"_s);
        const auto match = Name.match(m_in, m_at);
        if (!match.hasMatch())
            return fail(u"\\%1 wants a property in braces"_s.arg(kind));
        QString name = match.captured(1);
        for (const auto &[longName, shortName] : Categories) {
            if (longName == name)
                name = shortName.toString();
        }
        m_out += u'\\' + QString(kind) + u'{' + name + u'}';
        m_at = match.capturedEnd();
    }

    void escape(bool inSet)
    {
        if (++m_at >= m_in.size())
            return fail(u"it ends in a backslash"_s);
        const QChar c = m_in[m_at++];
        if (u"dDwWfnrt"_s.contains(c) || (c >= u'1' && c <= u'9') || (c == u'b' || (c == u'B' && !inSet))) {
            m_out += u'\\' + QString(c);
        } else if (c == u's') {
            m_out += inSet ? Spaces.toString() : u'[' + Spaces.toString() + u']';
        } else if (c == u'S') {
            m_out += inSet ? NoSpaces.toString() : u"[^"_s + Spaces.toString() + u']';
        } else if (c == u'v') {
            m_out += u"\\x{b}"_s;
        } else if (c == u'0') {
            m_out += u"\\x{0}"_s;
        } else if (c == u'c' && m_at < m_in.size() && m_in[m_at].unicode() < 128 && m_in[m_at].isLetter()) {
            codePoint(QString::number(m_in[m_at++].unicode() % 32, 16));
        } else if (c == u'x' || c == u'u') {
            if (!hexEscape(c))
                fail(u"\\%1 wants hexadecimal digits"_s.arg(c));
        } else if (c == u'p' || c == u'P') {
            property(c);
        } else if (c == u'k' && !inSet) {
            m_out += u"\\k"_s;
        } else if (m_go && !inSet && (c == u'A' || c == u'z')) {
            m_out += u'\\' + QString(c);
        } else if (c.unicode() < 128 && (c.isLetterOrNumber())) {
            fail(u"\\%1 has no meaning"_s.arg(c));
        } else {
            m_out += c.unicode() < 128 ? u'\\' + QString(c) : QString(c);
        }
    }

    QString m_in;
    QString m_out;
    QString m_problem;
    qsizetype m_at = 0;
    bool m_go = false;
    bool m_flags = false; ///< (?s), (?m): dot and dollar mean what the flags say
    bool m_quantified = false;
    bool m_branches = false;
    int m_depth = 0; ///< of groups
};

QString translate(QByteArrayView source, bool go, QString &out, bool &anchored)
{
    const QString text = QString::fromUtf8(source);
    if (text.size() > SchemaPattern::MaxPattern)
        return u"it has more than %1 characters"_s.arg(SchemaPattern::MaxPattern);
    Translation translation(text, go);
    if (const QString problem = translation.run(); !problem.isEmpty())
        return problem;
    out = translation.out();
    anchored = text.startsWith(u'^') && !translation.hasBranches();
    const QRegularExpression expression(QuickLimits.toString() + out);
    return expression.isValid() ? QString() : expression.errorString();
}

} // namespace

QString SchemaPattern::compile(QByteArrayView source)
{
    QString out;
    if (const QString problem = translate(source, true, out, m_anchored); !problem.isEmpty())
        return problem;
    m_source = source.toByteArray();
    m_quick.setPattern(QuickLimits.toString() + out);
    m_patient.setPattern(PatientLimits.toString() + out);
    m_quick.optimize(); // now, not under the lock of the first two threads that match
    m_patient.optimize();
    return {};
}

SchemaPattern::Outcome SchemaPattern::match(QByteArrayView utf8, PatternTime &left) const
{
    if (utf8.size() > 3 * MaxText || left <= PatternTime::zero()) // more bytes than UTF-16 units ever have
        return Outcome::GaveUp;
    const QString text = QString::fromUtf8(utf8);
    if (text.size() > MaxText)
        return Outcome::GaveUp;
    const auto start = std::chrono::steady_clock::now();
    Outcome outcome = Outcome::GaveUp;
    if (text.size() <= QuickText) {
        const QRegularExpressionMatch match = m_quick.match(
            text, 0, QRegularExpression::NormalMatch, QRegularExpression::DontCheckSubjectStringMatchOption);
        if (match.isValid())
            outcome = match.hasMatch() ? Outcome::Matches : Outcome::Differs;
    }
    if (outcome == Outcome::GaveUp)
        outcome = search(text, left);
    left -= std::chrono::steady_clock::now() - start;
    return outcome;
}

/// Tries every place by itself.
SchemaPattern::Outcome SchemaPattern::search(const QString &text, PatternTime left) const
{
    const auto start = std::chrono::steady_clock::now();
    const QRegularExpression &expression = text.size() <= LongText ? m_patient : m_quick;
    const qsizetype last = m_anchored ? 0 : text.size();
    for (qsizetype at = 0; at <= last; ++at) {
        if (at < text.size() && text[at].isLowSurrogate())
            continue;
        const QRegularExpressionMatch match = expression.match(text, at, QRegularExpression::NormalMatch,
            QRegularExpression::DontCheckSubjectStringMatchOption |
                QRegularExpression::AnchorAtOffsetMatchOption);
        if (!match.isValid() || std::chrono::steady_clock::now() - start > left)
            return match.hasMatch() ? Outcome::Matches : Outcome::GaveUp;
        if (match.hasMatch())
            return Outcome::Matches;
    }
    return Outcome::Differs;
}

bool isJavaScriptPattern(QByteArrayView source)
{
    QString out;
    bool anchored = false;
    return translate(source, false, out, anchored).isEmpty();
}

} // namespace spectap

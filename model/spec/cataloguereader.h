// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/catalogue.h"

#include <nlohmann/json.hpp>

#include <QStringList>

#include <map>

namespace spectap {

inline constexpr std::pair<const char *, CallType> CallWords[]{{"identify", CallType::Identify},
    {"track", CallType::Track}, {"page", CallType::Page}, {"screen", CallType::Screen},
    {"group", CallType::Group}, {"alias", CallType::Alias}};

/// Reads one catalogue file into a Catalogue. The first mistake ends the reading and is kept with its
/// RFC 6901 pointer; the catalogue is then of no use. Not for other rooms: see Catalogue::load.
class CatalogueReader
{
public:
    CatalogueReader(QString file, Catalogue &into, std::map<QByteArray, QString> &eventFiles);
    std::optional<Error> read(const QByteArray &bytes);

private:
    using Json = nlohmann::ordered_json;
    /// A value and where it stands.
    struct At
    {
        const Json &json;
        QByteArray pointer;
        [[nodiscard]] At in(QByteArrayView token) const;
        [[nodiscard]] At in(const char *key) const;
        [[nodiscard]] At in(std::size_t index) const;
    };
    struct FieldHome
    {
        QByteArray prefix;                   ///< put before relative paths
        QByteArray doc;                      ///< of fields that name none
        Presence presence = Presence::Never; ///< of fields that name none
        bool relative = false;               ///< paths need not begin at the call's root
    };

    static QByteArray bytesOf(const std::string &text);
    static QByteArray jsonText(const Json &json);
    static bool described(const std::vector<FieldSpec> &fields, const FieldSpec &field);
    bool fail(const QByteArray &pointer, const QString &what);
    bool syntaxError(const QByteArray &bytes, std::size_t offset);
    bool object(const At &at, std::initializer_list<const char *> keys);
    template <typename Each> bool each(const At &at, Each &&use);
    bool text(const At &at, QByteArray &out);
    bool texts(const At &at, std::vector<QByteArray> &out);
    bool required(const At &at, std::initializer_list<const char *> keys);
    bool optionalText(const At &at, const char *key, QByteArray &out);
    bool optionalTexts(const At &at, const char *key, std::vector<QByteArray> &out);
    bool optionalCount(const At &at, const char *key, std::optional<qint64> &out);
    bool number(const At &at, double &out);
    bool count(const At &at, std::optional<qint64> &out);
    bool flag(const At &at, bool &out);
    template <typename Value, std::size_t N>
    bool word(const At &at, const std::pair<const char *, Value> (&words)[N], const char *what, Value &out);

    bool readRoot(const At &root);
    bool readHead(const At &root);
    bool readCalls(const At &at, quint8 &calls);
    bool readTypes(const At &at, JsonTypes &out);
    bool readValues(const At &at, std::vector<QByteArray> &out);
    bool readField(const At &at, const FieldHome &home, FieldSpec &out);
    bool readFieldKey(const At &at, const QByteArray &key, const FieldHome &home, FieldSpec &out);
    bool readEvent(const At &at);
    bool readProperty(const At &at, EventSpec &event);
    bool readUse(const At &at, EventSpec &event);
    bool readLimit(const At &at);
    bool readQuota(const At &at);
    bool readUndocumented(const At &at);
    bool readIdentifier(const At &at);
    bool readAdvice(const At &at, IdentifierSpec &identifier);
    bool readSource(const At &at, IdentifierSpec &identifier);
    bool readNote(const At &at);
    bool readReserved(const At &at);
    bool readBlocked(const At &at);
    bool knownPath(const At &at, const QByteArray &path, bool relative);
    [[nodiscard]] QByteArray fullDoc(const QByteArray &doc) const;

    QString m_file;
    Catalogue &m_into;
    std::map<QByteArray, QString> &m_eventFiles; ///< event name → file, over all files
    std::map<QByteArray, std::vector<FieldSpec>> m_definitions;
    QByteArray m_spec, m_page, m_heading;
    quint8 m_calls = AllCalls;
    std::optional<Error> m_error;
};

template <typename Each> bool CatalogueReader::each(const At &at, Each &&use)
{
    if (!at.json.is_array())
        return fail(at.pointer, QStringLiteral("an array belongs here"));
    for (std::size_t i = 0; i < at.json.size(); ++i) {
        if (!use(at.in(i)))
            return false;
    }
    return true;
}

template <typename Value, std::size_t N>
bool CatalogueReader::word(
    const At &at, const std::pair<const char *, Value> (&words)[N], const char *what, Value &out)
{
    QByteArray given;
    if (!text(at, given))
        return false;
    QStringList known;
    for (const auto &[name, value] : words) {
        if (given == name) {
            out = value;
            return true;
        }
        known += QString::fromLatin1(name);
    }
    return fail(at.pointer,
        QStringLiteral("unknown %1 \"%2\"; use one of %3")
            .arg(QString::fromLatin1(what), QString::fromUtf8(given), known.join(QStringLiteral(", "))));
}

} // namespace spectap

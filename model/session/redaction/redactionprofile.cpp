// SPDX-License-Identifier: MIT
#include "model/session/redaction/redactionprofile.h"

#include "model/call/jsontape.h"
#include "model/support/jsontext.h"

#include <QFile>

namespace spectap {

namespace {

constexpr int Version = 1;
constexpr qint64 MaxFileBytes = 4 << 20;

Error wrong(const QString &what)
{
    return {ErrorCode::Json, QStringLiteral("This is no share-safe profile: ") + what};
}

std::optional<FieldChoice> choiceFromName(QByteArrayView name)
{
    for (const FieldChoice choice : {FieldChoice::Keep, FieldChoice::Replace, FieldChoice::Drop}) {
        if (fieldChoiceName(choice) == name)
            return choice;
    }
    return std::nullopt;
}

/// The members of an object, in order.
template <typename Each> Result<void> eachMember(const JsonTape &tape, quint32 object, Each each)
{
    for (quint32 node = object + 1; node < tape[object].next; node = tape[node].next) {
        if (auto done = each(node, tape.key(node)); !done)
            return done;
    }
    return {};
}

} // namespace

QByteArrayView fieldChoiceName(FieldChoice choice)
{
    switch (choice) {
    case FieldChoice::Keep:
        return "keep";
    case FieldChoice::Replace:
        return "replace";
    case FieldChoice::Drop:
        break;
    }
    return "drop";
}

std::optional<FieldChoice> RedactionProfile::choice(const QByteArray &path) const
{
    const auto found = m_paths.find(path);
    return found == m_paths.end() ? std::nullopt : std::optional(found->second);
}

void RedactionProfile::setChoice(const QByteArray &path, std::optional<FieldChoice> choice)
{
    if (choice)
        m_paths.insert_or_assign(path, *choice);
    else
        m_paths.erase(path);
}

QByteArray RedactionProfile::toJson() const
{
    QByteArray json = "{\"spectapRedaction\":" + QByteArray::number(Version) + ",\n \"kinds\":{";
    for (int i = 0; i < SensitiveKindCount; ++i) {
        const auto kind = static_cast<SensitiveKind>(i);
        json +=
            (i == 0 ? "" : ",") + jsonString(sensitiveKindName(kind)) + (replaces(kind) ? ":true" : ":false");
    }
    json += "},\n \"paths\":{";
    const char *separator = "";
    for (const auto &[path, choice] : m_paths) {
        json += separator + jsonString(path) + ':' + jsonString(fieldChoiceName(choice));
        separator = ",\n  ";
    }
    return json + "}}\n";
}

Result<RedactionProfile> RedactionProfile::fromJson(QByteArrayView json)
{
    JsonTape tape;
    if (const auto error = tape.parse(json))
        return Error{ErrorCode::Json, error->message(), error->offset};
    const quint32 version =
        tape[0].kind == JsonKind::Object ? tape.find(0, "spectapRedaction") : JsonTape::None;
    if (version == JsonTape::None || tape[version].kind != JsonKind::Number)
        return wrong(QStringLiteral("\"spectapRedaction\":1 is missing."));
    if (tape.raw(version).toByteArray().toDouble() > Version)
        return Error{ErrorCode::NewerVersion,
            QStringLiteral("The share-safe profile was written by a newer Spectap. Update this one.")};
    RedactionProfile profile;
    const auto read = eachMember(tape, 0, [&](quint32 part, QByteArrayView name) -> Result<void> {
        const bool kinds = name == "kinds";
        if (name == "spectapRedaction")
            return {};
        if (!kinds && name != "paths")
            return wrong(
                QStringLiteral("\"%1\" is not known. Use kinds and paths.").arg(QString::fromUtf8(name)));
        if (tape[part].kind != JsonKind::Object)
            return wrong(QStringLiteral("\"%1\" is no object.").arg(QString::fromUtf8(name)));
        return eachMember(tape, part, [&](quint32 node, QByteArrayView key) -> Result<void> {
            if (kinds) {
                const auto kind = sensitiveKindFromName(key);
                if (!kind)
                    return wrong(QStringLiteral("kind \"%1\" is not known.").arg(QString::fromUtf8(key)));
                if (tape[node].kind != JsonKind::True && tape[node].kind != JsonKind::False)
                    return wrong(QStringLiteral("kind \"%1\" is true or false.").arg(QString::fromUtf8(key)));
                profile.setReplaces(*kind, tape[node].kind == JsonKind::True);
                return {};
            }
            const auto choice = choiceFromName(tape.string(node));
            if (!choice || key.isEmpty() || tape[node].kind != JsonKind::String)
                return wrong(QStringLiteral("path \"%1\" is \"keep\", \"replace\" or \"drop\".")
                                 .arg(QString::fromUtf8(key)));
            profile.setChoice(key.toByteArray(), choice);
            return {};
        });
    });
    if (!read)
        return read.error();
    return profile;
}

Result<RedactionProfile> RedactionProfile::load(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Io, QStringLiteral("%1 cannot be read: %2.").arg(path, file.errorString())};
    if (file.size() > MaxFileBytes)
        return Error{ErrorCode::Json, QStringLiteral("%1 is too large for a share-safe profile.").arg(path)};
    auto profile = fromJson(file.readAll());
    if (!profile)
        return Error{profile.error().code, path + QStringLiteral(": ") + profile.error().message};
    return profile;
}

} // namespace spectap

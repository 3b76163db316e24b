// SPDX-License-Identifier: MIT
#include "ui/filter/completionmodel.h"

#include "model/query/querywords.h"
#include "ui/numbers.h"

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

QString noteOf(QueryKey key)
{
    switch (key) {
    case QueryKey::Type:
        return CompletionModel::tr("track, page, screen\u2026");
    case QueryKey::Event:
        return CompletionModel::tr("name of the event or page");
    case QueryKey::User:
        return CompletionModel::tr("userId");
    case QueryKey::Anon:
        return CompletionModel::tr("anonymousId");
    case QueryKey::Id:
        return CompletionModel::tr("any of its ids");
    case QueryKey::Group:
        return CompletionModel::tr("groupId");
    case QueryKey::Previous:
        return CompletionModel::tr("previousId");
    case QueryKey::Source:
        return CompletionModel::tr("library or write key");
    case QueryKey::Library:
        return CompletionModel::tr("library");
    case QueryKey::WriteKey:
        return CompletionModel::tr("write key");
    case QueryKey::Message:
        return CompletionModel::tr("messageId");
    case QueryKey::Rule:
        return CompletionModel::tr("rule of a finding");
    case QueryKey::Field:
        return CompletionModel::tr("field of a finding");
    case QueryKey::Has:
        return CompletionModel::tr("error, warning, retry\u2026");
    case QueryKey::Is:
        return CompletionModel::tr("ok, unread, pinned, hidden\u2026");
    case QueryKey::Mark:
        return CompletionModel::tr("colour it is marked with");
    case QueryKey::Note:
        return CompletionModel::tr("text of its note");
    case QueryKey::Ingest:
        return CompletionModel::tr("what Segment would do");
    case QueryKey::Plan:
        return CompletionModel::tr("in or out of the tracking plan");
    case QueryKey::Time:
        return CompletionModel::tr("-5m, a day, from..to");
    case QueryKey::Seq:
        return CompletionModel::tr("number of the call");
    case QueryKey::Size:
        return CompletionModel::tr("bytes");
    case QueryKey::Status:
        return CompletionModel::tr("HTTP status answered");
    case QueryKey::Missing:
        return CompletionModel::tr("field not sent");
    case QueryKey::TypeOf:
        return CompletionModel::tr("JSON type of a field");
    case QueryKey::Path:
    case QueryKey::Free:
        break;
    }
    return {};
}

/// One letter is in nearly everything: it has to begin the text or a step of a path.
bool isMeant(const QString &text, const QString &typed)
{
    if (typed.size() != 1)
        return text.contains(typed, Qt::CaseInsensitive);
    return text.startsWith(typed, Qt::CaseInsensitive) ||
           text.contains(QString(u'.' + typed), Qt::CaseInsensitive) ||
           text.contains(QString(u' ' + typed), Qt::CaseInsensitive);
}

QString typesText(quint8 kinds)
{
    QStringList names;
    for (const JsonKind kind : {JsonKind::Number, JsonKind::String, JsonKind::True, JsonKind::False,
             JsonKind::Object, JsonKind::Array, JsonKind::Null}) {
        const QString name = QString::fromUtf8(jsonKindName(kind));
        if (((unsigned(kinds) >> static_cast<unsigned>(kind)) & 1U) != 0 && !names.contains(name))
            names << name;
    }
    return names.join(u", "_s);
}

} // namespace

int CompletionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant CompletionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Line &line = m_lines[static_cast<std::size_t>(index.row())];
    const QString types = line.note.isEmpty() ? typesText(line.word.kinds) : line.note;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return line.word.text;
    case InsertRole:
        return line.insert;
    case TypesRole:
        return types;
    case CallsRole:
        return line.word.calls;
    case WorstRole:
        return static_cast<int>(line.word.worst);
    case Qt::AccessibleTextRole: {
        QStringList parts{line.word.text};
        if (!types.isEmpty())
            parts << types;
        if (line.word.calls > 0)
            parts << tr("%Ln call(s)", nullptr, static_cast<int>(line.word.calls));
        if (line.word.worst != Severity::Ok)
            parts << QString::fromUtf8(severityName(line.word.worst));
        return parts.join(u", "_s);
    }
    default:
        return {};
    }
}

void CompletionModel::fill(const QueryCompletion &place, const FilterWords &words)
{
    std::vector<Line> lines;
    const bool keys = place.what == QueryCompletion::What::Key;
    if (keys) {
        for (const QString &name : querywords::keyNames()) {
            if (!name.startsWith(place.typed, Qt::CaseInsensitive))
                continue;
            const QString note = noteOf(*querywords::keyFromName(name));
            lines.push_back({{.text = name}, place.hasOperator ? name : QString(name + u':'), note});
        }
    }
    if (place.what == QueryCompletion::What::Value && place.key == QueryKey::Time && place.typed.isEmpty()) {
        for (const auto &[span, note] : {std::pair{u"-5m"_s, tr("the last 5 minutes")},
                 std::pair{u"-1h"_s, tr("the last hour")}, std::pair{u"-1d"_s, tr("the last day")}})
            lines.push_back({{.text = span}, span, note});
    }
    for (const FilterWord &word : words.words) {
        if (!isMeant(word.text, place.typed))
            continue;
        const bool isPath = keys || place.key == QueryKey::Missing ||
                            (place.key == QueryKey::TypeOf && place.what == QueryCompletion::What::Field);
        QString insert = isPath ? word.text : quotedQueryValue(word.text);
        if (place.key == QueryKey::TypeOf && place.what == QueryCompletion::What::Field && !place.hasOperator)
            insert += u'=';
        lines.push_back({word, insert, {}});
    }
    if (lines == m_lines)
        return;
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
}

bool CompletionModel::isJust(const QString &typed) const
{
    if (m_lines.size() != 1 || m_lines.front().word.text != typed)
        return false;
    const QString &insert = m_lines.front().insert;
    return !insert.endsWith(u':') && !insert.endsWith(u'='); // which are still to be written
}

} // namespace spectap

// SPDX-License-Identifier: MIT
#include "model/session/exports/exporttext.h"

#include "model/support/jsontext.h"

#include <QDateTime>

#include <algorithm>

namespace spectap {

QByteArray exportTime(Micros time)
{
    if (time == NoTime)
        return {};
    const Micros rest = ((time % 1000) + 1000) % 1000;
    const auto moment = QDateTime::fromMSecsSinceEpoch((time - rest) / 1000, Qt::UTC);
    QByteArray text = moment.toString(Qt::ISODateWithMs).toLatin1();
    if (rest != 0 && text.endsWith('Z'))
        text.insert(text.size() - 1, QByteArray::number(rest).rightJustified(3, '0'));
    return text;
}

void appendOnOneLine(QByteArray &out, QByteArrayView json)
{
    const auto isBreak = [](char c) { return c == '\n' || c == '\r'; };
    if (std::none_of(json.begin(), json.end(), isBreak)) {
        out.append(json);
        return;
    }
    for (qsizetype i = 0; i < json.size(); ++i) {
        if (json[i] == '\n' && i > 0 && json[i - 1] == '\r')
            continue; // CR LF is one line break
        out += isBreak(json[i]) ? ' ' : json[i];
    }
}

void appendBytesMember(QByteArray &out, const char *name, const QByteArray &bytes)
{
    if (bytes.isValidUtf8())
        appendJsonMember(out, name, bytes);
    else
        appendJsonMember(out, QByteArray(name + QByteArray("Base64")).constData(), bytes.toBase64());
}

} // namespace spectap

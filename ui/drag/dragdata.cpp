// SPDX-License-Identifier: MIT
#include "ui/drag/dragdata.h"

#include <QDataStream>
#include <QMimeData>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

const QString ClauseType = u"application/x-spectap-clause"_s;
const QString CallsType = u"application/x-spectap-calls"_s;

} // namespace

void putClause(QMimeData *data, const QString &clause)
{
    data->setData(ClauseType, clause.toUtf8());
}

QString clauseIn(const QMimeData *data)
{
    return QString::fromUtf8(data->data(ClauseType));
}

void putCalls(QMimeData *data, const QString &path, const std::vector<quint32> &seqs)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << path << QList<quint32>(seqs.begin(), seqs.end());
    data->setData(CallsType, bytes);
}

std::vector<quint32> callsIn(const QMimeData *data, const QString &path)
{
    QDataStream stream(data->data(CallsType));
    QString from;
    QList<quint32> seqs;
    stream >> from >> seqs;
    if (stream.status() != QDataStream::Ok || from != path)
        return {};
    return {seqs.begin(), seqs.end()};
}

bool isOwnDrag(const QMimeData *data)
{
    return data->hasFormat(ClauseType) || data->hasFormat(CallsType);
}

} // namespace spectap

// SPDX-License-Identifier: MIT
#include "ui/export/sharesafewords.h"

#include "ui/oneline.h"

#include <QCoreApplication>

namespace spectap {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(spectap::ShareSafeWords)
};

} // namespace

QString sensitiveKindWords(SensitiveKind kind)
{
    switch (kind) {
    case SensitiveKind::Email:
        return Words::tr("Email addresses");
    case SensitiveKind::Phone:
        return Words::tr("Phone numbers");
    case SensitiveKind::Name:
        return Words::tr("Names");
    case SensitiveKind::Address:
        return Words::tr("Postal addresses");
    case SensitiveKind::Birthday:
        return Words::tr("Birthdays");
    case SensitiveKind::Ip:
        return Words::tr("IP addresses");
    case SensitiveKind::Card:
        return Words::tr("Card numbers");
    case SensitiveKind::Secret:
        return Words::tr("Secrets and tokens");
    case SensitiveKind::Coordinate:
        return Words::tr("Coordinates");
    case SensitiveKind::UserId:
        return Words::tr("IDs of people and groups");
    case SensitiveKind::DeviceId:
        return Words::tr("IDs of devices and visitors");
    case SensitiveKind::WriteKey:
        break;
    }
    return Words::tr("Write keys");
}

QString placeWords(FoundIn in, const QByteArray &place)
{
    switch (in) {
    case FoundIn::Field:
        return oneLine(QString::fromUtf8(place));
    case FoundIn::Body:
        return Words::tr("bodies, in no field");
    case FoundIn::Header:
        return Words::tr("header %1").arg(oneLine(QString::fromUtf8(place)));
    case FoundIn::Target:
        return Words::tr("path of the request");
    case FoundIn::Peer:
        return Words::tr("sender of the request");
    case FoundIn::Answer:
        return Words::tr("answer");
    case FoundIn::Reason:
        return Words::tr("reason of a refusal");
    case FoundIn::Note:
        break;
    }
    return Words::tr("notes");
}

QString fieldChoiceWords(FieldChoice choice)
{
    switch (choice) {
    case FieldChoice::Keep:
        return Words::tr("Keep");
    case FieldChoice::Replace:
        return Words::tr("Replace");
    case FieldChoice::Drop:
        break;
    }
    return Words::tr("Drop");
}

} // namespace spectap

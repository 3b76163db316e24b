// SPDX-License-Identifier: MIT
#include "ui/export/sharesafemodel.h"

#include "ui/export/sharesafewords.h"
#include "ui/numbers.h"
#include "ui/oneline.h"

#include <QFont>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr qsizetype MaxExample = 48; // characters of each

QString shortText(const QByteArray &bytes)
{
    const QString text = oneLine(QString::fromUtf8(bytes));
    return text.size() <= MaxExample ? text : QString(text.first(MaxExample) + QChar(0x2026));
}

} // namespace

void ShareSafeModel::setFound(const std::vector<ShareSafeFinding> &found)
{
    std::vector<Group> groups;
    for (const ShareSafeFinding &place : found) {
        if (groups.empty() || groups.back().kind != place.values.kind)
            groups.push_back({place.values.kind, 0, {}});
        groups.back().count += place.values.count;
        groups.back().places.push_back(place);
    }
    for (Group &group : groups)
        std::stable_sort(group.places.begin(), group.places.end(),
            [](const ShareSafeFinding &a, const ShareSafeFinding &b) {
                return a.values.count > b.values.count;
            });
    const auto sameRows = [](const Group &a, const Group &b) {
        return a.kind == b.kind &&
               std::equal(a.places.begin(), a.places.end(), b.places.begin(), b.places.end(),
                   [](const ShareSafeFinding &x, const ShareSafeFinding &y) {
                       return x.values.in == y.values.in && x.values.place == y.values.place;
                   });
    };
    // Rows stay where they are, with their selection, when only what stands for values is another.
    const auto others =
        std::find_if(m_groups.begin(), m_groups.end(), [](const Group &group) { return !group.kind; });
    if (std::equal(m_groups.begin(), others, groups.begin(), groups.end(), sameRows)) {
        std::move(groups.begin(), groups.end(), m_groups.begin());
        tellChoices();
        return;
    }
    beginResetModel();
    m_groups = std::move(groups);
    listOtherFields();
    endResetModel();
}

void ShareSafeModel::setProfile(const RedactionProfile &profile)
{
    beginResetModel();
    m_profile = profile;
    listOtherFields();
    endResetModel();
}

void ShareSafeModel::listOtherFields()
{
    std::erase_if(m_groups, [](const Group &group) { return !group.kind; });
    std::set<QByteArray> known;
    for (const Group &group : m_groups) {
        for (const ShareSafeFinding &place : group.places) {
            if (place.values.in == FoundIn::Field)
                known.insert(place.values.place);
        }
    }
    Group others;
    for (const auto &[path, choice] : m_profile.choices()) {
        if (!known.contains(path))
            others.places.push_back({{SensitiveKind::Secret, FoundIn::Field, path, 0, {}}, {}});
    }
    if (!others.places.empty())
        m_groups.push_back(std::move(others));
}

const ShareSafeModel::Group &ShareSafeModel::groupOf(const QModelIndex &index) const
{
    const auto above = static_cast<std::size_t>(index.internalId());
    return m_groups[above == 0 ? static_cast<std::size_t>(index.row()) : above - 1];
}

const ShareSafeFinding *ShareSafeModel::placeOf(const QModelIndex &index) const
{
    return index.internalId() == 0 ? nullptr : &groupOf(index).places[std::size_t(index.row())];
}

FieldChoice ShareSafeModel::choiceOf(const Group &group, const ShareSafeFinding &place) const
{
    if (place.values.in == FoundIn::Field) {
        if (const auto own = m_profile.choice(place.values.place))
            return *own;
    }
    return !group.kind || m_profile.replaces(*group.kind) ? FieldChoice::Replace : FieldChoice::Keep;
}

std::optional<FieldChoice> ShareSafeModel::choiceAt(const QModelIndex &index) const
{
    const Group &group = groupOf(index);
    if (const ShareSafeFinding *place = placeOf(index))
        return choiceOf(group, *place);
    const FieldChoice first = choiceOf(group, group.places.front());
    const bool same = std::all_of(group.places.begin(), group.places.end(),
        [&](const ShareSafeFinding &place) { return choiceOf(group, place) == first; });
    return same ? std::optional(first) : std::nullopt;
}

bool ShareSafeModel::canChoose(const QModelIndex &index, FieldChoice choice) const
{
    if (const ShareSafeFinding *place = placeOf(index))
        return place->values.in == FoundIn::Field;
    const Group &group = groupOf(index);
    return choice != FieldChoice::Drop ||
           std::any_of(group.places.begin(), group.places.end(),
               [](const ShareSafeFinding &place) { return place.values.in == FoundIn::Field; });
}

/// All of its fields go with it: what they were chosen one by one is forgotten.
void ShareSafeModel::chooseKind(const Group &group, FieldChoice choice)
{
    if (group.kind)
        m_profile.setReplaces(*group.kind, choice != FieldChoice::Keep);
    for (const ShareSafeFinding &place : group.places) {
        if (place.values.in != FoundIn::Field)
            continue;
        const bool own = choice == FieldChoice::Drop || !group.kind;
        m_profile.setChoice(place.values.place, own ? std::optional(choice) : std::nullopt);
    }
}

void ShareSafeModel::choosePlace(const Group &group, const ShareSafeFinding &place, FieldChoice choice)
{
    // Of a kind that is replaced anyway only what was found is: the words around it stay.
    const bool asKind = group.kind && (m_profile.replaces(*group.kind) ? choice == FieldChoice::Replace
                                                                       : choice == FieldChoice::Keep);
    m_profile.setChoice(place.values.place, asKind ? std::nullopt : std::optional(choice));
}

void ShareSafeModel::choose(const QModelIndexList &rows, FieldChoice choice)
{
    const RedactionProfile before = m_profile;
    for (const QModelIndex &index : rows) {
        if (!canChoose(index, choice))
            continue;
        if (const ShareSafeFinding *place = placeOf(index))
            choosePlace(groupOf(index), *place, choice);
        else
            chooseKind(groupOf(index), choice);
    }
    if (m_profile == before)
        return;
    tellChoices();
    emit profileChanged();
}

QModelIndex ShareSafeModel::replaceField(const QByteArray &path)
{
    if (m_profile.choice(path) != FieldChoice::Replace) {
        beginResetModel();
        m_profile.setChoice(path, FieldChoice::Replace);
        listOtherFields();
        endResetModel();
        emit profileChanged();
    }
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        const auto &places = m_groups[group].places;
        const auto found = std::find_if(places.begin(), places.end(), [&](const ShareSafeFinding &place) {
            return place.values.in == FoundIn::Field && place.values.place == path;
        });
        if (found != places.end())
            return createIndex(int(found - places.begin()), 0, quintptr(group + 1));
    }
    return {};
}

void ShareSafeModel::tellChoices()
{
    if (m_groups.empty())
        return;
    const int last = int(m_groups.size()) - 1;
    emit dataChanged(index(0, ShareSafeWhatColumn), index(last, ShareSafeChoiceColumn));
    for (int row = 0; row <= last; ++row) {
        const QModelIndex group = index(row, 0);
        emit dataChanged(
            index(0, ShareSafeWhatColumn, group), index(rowCount(group) - 1, ShareSafeChoiceColumn, group));
    }
}

QModelIndex ShareSafeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : 0);
}

QModelIndex ShareSafeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    return createIndex(int(child.internalId()) - 1, 0, quintptr(0));
}

int ShareSafeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_groups.size());
    return parent.internalId() == 0 && parent.column() == 0 ? int(groupOf(parent).places.size()) : 0;
}

int ShareSafeModel::columnCount(const QModelIndex &) const
{
    return ShareSafeColumnCount;
}

QString ShareSafeModel::example(const QModelIndex &index) const
{
    const ShareSafeFinding *place = placeOf(index);
    if (!place || place->values.example.isEmpty())
        return {};
    const QString before = shortText(place->values.example);
    switch (choiceOf(groupOf(index), *place)) {
    case FieldChoice::Keep:
        return tr("%1 stays").arg(before);
    case FieldChoice::Drop:
        return tr("%1 goes with its field").arg(before);
    case FieldChoice::Replace:
        break;
    }
    return QString(before + u" \u2192 " + shortText(place->standsFor));
}

QString ShareSafeModel::text(const QModelIndex &index) const
{
    const Group &group = groupOf(index);
    const ShareSafeFinding *place = placeOf(index);
    switch (index.column()) {
    case ShareSafeWhatColumn:
        if (place)
            return placeWords(place->values.in, place->values.place);
        return group.kind ? sensitiveKindWords(*group.kind) : tr("Other fields");
    case ShareSafeCountColumn:
        if (const quint64 count = place ? place->values.count : group.count; count > 0)
            return countText(qint64(count));
        return {};
    case ShareSafeExampleColumn:
        return example(index);
    default:
        break;
    }
    const auto choice = choiceAt(index);
    return choice ? fieldChoiceWords(*choice) : tr("In part");
}

QVariant ShareSafeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(index);
    case Qt::ToolTipRole:
        if (index.column() == ShareSafeChoiceColumn && !canChoose(index, FieldChoice::Keep))
            return tr("Goes the way of its kind.");
        return text(index);
    case Qt::FontRole:
        if (!placeOf(index) && index.column() == ShareSafeWhatColumn) {
            QFont font;
            font.setWeight(QFont::DemiBold);
            return font;
        }
        return {};
    case Qt::TextAlignmentRole:
        return int(
            (index.column() == ShareSafeCountColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        if (index.column() == ShareSafeWhatColumn) {
            QStringList words;
            for (int column = 0; column < ShareSafeColumnCount; ++column) {
                if (const QString word = text(index.siblingAtColumn(column)); !word.isEmpty())
                    words.append(word);
            }
            return words.join(u", "_s);
        }
        return text(index);
    default:
        return {};
    }
}

QVariant ShareSafeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == ShareSafeCountColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ShareSafeWhatColumn:
        return tr("Found");
    case ShareSafeCountColumn:
        return tr("Values");
    case ShareSafeExampleColumn:
        return tr("For example");
    default:
        return tr("In the file");
    }
}

} // namespace spectap

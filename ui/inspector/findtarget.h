// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace spectap {

/// What is looked for inside a call.
struct FindText
{
    QString text = {}; ///< empty: nothing

    /// Capitals are meant when there are any.
    [[nodiscard]] Qt::CaseSensitivity sensitivity() const
    {
        return text == text.toLower() ? Qt::CaseInsensitive : Qt::CaseSensitive;
    }
    [[nodiscard]] bool isIn(const QString &other) const
    {
        return !text.isEmpty() && other.contains(text, sensitivity());
    }
};

/// A tab of the inspector that can be searched.
class FindTarget
{
public:
    FindTarget() = default;
    virtual ~FindTarget() = default;
    Q_DISABLE_COPY_MOVE(FindTarget)

    /// Marks every place with `find` until it is told of another, and returns how many there are.
    virtual int setFind(const FindText &find) = 0;
    /// The first place from where one stands on; only asked for while there are any.
    [[nodiscard]] virtual int placeFromHere() const = 0;
    /// Goes to a place, and brings it into sight.
    virtual void showPlace(int place) = 0;
};

} // namespace spectap

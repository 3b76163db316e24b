// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/profilecard.h"

#include <QWidget>

namespace spectap {

/// Who the card is of: initials, name, how much is known, and a bar of the calls by type.
class ProfileHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileHeader(QWidget *parent = nullptr);
    void setCard(const ProfileCard &card);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintBar(QPainter &painter, const QRect &bar) const;

    QString m_name;
    QString m_initials;
    QString m_figures;
    std::array<quint32, CallTypeCount> m_types{};
    quint32 m_calls = 0;
};

/// "MO" of Maya Okafor; one letter of a name in one word.
[[nodiscard]] QString initialsOf(const QString &name);

} // namespace spectap

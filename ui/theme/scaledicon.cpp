// SPDX-License-Identifier: MIT
#include "ui/theme/scaledicon.h"

#include "ui/theme/fonts.h"

#include <QAbstractButton>
#include <QEvent>

namespace spectap {

namespace {

class IconScale final : public QObject
{
public:
    IconScale(QAbstractButton *button, int pixels)
        : QObject(button)
        , m_button(button)
        , m_pixels(pixels)
    {
        button->installEventFilter(this);
        apply();
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::FontChange)
            apply();
        return QObject::eventFilter(watched, event);
    }

private:
    void apply()
    {
        const int side = besideText(m_pixels, m_button->fontMetrics());
        m_button->setIconSize({side, side});
    }

    QAbstractButton *m_button;
    int m_pixels;
};

} // namespace

void setScaledIconSize(QAbstractButton *button, int pixels)
{
    new IconScale(button, pixels);
}

} // namespace spectap
